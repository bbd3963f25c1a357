// detectRecords() and proposeSelectors(): whatever the page, what is proposed is a recipe that gives these records, and selectors that
// select the element. Input: a byte that says which elements are asked for, then the page.

#include "targets.h"

#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/detect/recorddetector.h"
#include "parse/detect/selectorproposals.h"
#include "parse/extraction/extraction.h"

#include <QSet>

#include <algorithm>

namespace creel::fuzz {
namespace {

std::vector<Node> selected(const QString &text, const Document &document, Node root)
{
    const auto selector = Selector::parse(text);
    require(selector.hasValue(), "a proposal is a selector");
    const Selection selection = selector->select(document, root);
    require(!selection.tooComplex, "a proposal is no selector that takes long");
    return selection.elements;
}

void checkRecords(const RecordProposal &proposal, const Document &document)
{
    const std::vector<Node> elements = selected(proposal.container.expression, document, document.root());
    require(proposal.records >= 3 && qsizetype(elements.size()) == proposal.records, "a container selects its records");
    const QList<Field> &fields = proposal.container.fields;
    require(!fields.isEmpty() && proposal.coverage.size() == size_t(fields.size()), "records have fields");
    for (const double coverage : proposal.coverage)
        require(coverage > 0 && coverage <= 1.0001, "a field has a value somewhere");

    Recipe recipe;
    recipe.container = proposal.container;
    const auto read = recipeFromJson(recipeToJson(recipe));
    require(read.hasValue() && *read == recipe, "a proposal is a recipe, in a file too");
    const auto compiled = CompiledRecipe::compile(recipe);
    require(compiled.hasValue(), "a proposed recipe can be compiled");
    const Extraction extraction = extract(*compiled, {document, "http://page.invalid/", {}});
    require(qsizetype(extraction.records.size()) == proposal.records, "a proposed recipe gives these records");
    for (const ExtractedRecord &record : extraction.records) {
        for (size_t i = 0; i < record.values.size(); ++i)
            require(record.values[i].error.isEmpty() || fields[qsizetype(i)].take == Take::AbsoluteUrl,
                    "a proposed field has no value of another kind");
    }
}

void checkSelectors(Node element, Node container, const Document &document)
{
    const SelectorProposals proposals = proposeSelectors(document, element, container);
    for (const auto *list : {&proposals.alone, &proposals.alike}) {
        require(list->size() <= 12, "there are no more than twelve");
        for (const SelectorProposal &proposal : *list) {
            if (element == container) {
                require(proposal.text == u":scope", "the container itself is its scope");
                continue;
            }
            const std::vector<Node> found = selected(proposal.text, document, container ? container : document.root());
            require(std::find(found.begin(), found.end(), element) != found.end(), "a proposal selects the element");
            require(qsizetype(found.size()) == proposal.count && (found.front() == element) == proposal.isFirst
                        && (proposal.count == 1) == (list == &proposals.alone),
                    "a proposal tells how many it selects");
        }
    }
}

} // namespace

void detect(QByteArrayView input)
{
    const uchar which = takeByte(input);
    const ExactBytes bytes(input);
    const Document document = buildDocument(HtmlParser::Creel, decodeToUtf8(bytes.array(), u"utf-8")).document;
    for (const RecordProposal &proposal : detectRecords(document, {3'000'000}))
        checkRecords(proposal, document);
    int left = 3;
    for (NodeIndex i = 2 + which % 16; i <= NodeIndex(document.nodeCount()) && left > 0; i += 1 + which / 16) {
        const Node node(document, i);
        Node top = node;
        while (top.parent())
            top = top.parent();
        if (!node.isElement() || top != document.root()) // it stands in no tree, or in a template's
            continue;
        --left;
        checkSelectors(node, {}, document);
        checkSelectors(node, node.parent().isElement() ? node.parent() : Node(), document);
    }
}

} // namespace creel::fuzz
