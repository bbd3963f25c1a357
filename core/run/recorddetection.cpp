#include "run/recorddetection.h"

#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/detect/elementhandles.h"
#include "parse/detect/recorddetector.h"
#include "parse/detect/selectorproposals.h"
#include "parse/extraction/taking.h"
#include "parse/pagetype.h"

namespace creel {

namespace {

/// The document of a page, and by how many bytes what it says of places is off: a byte order mark is no part of the text.
struct ReadPage {
    Document document;
    qint64 shift = 0;
};

/// nullopt: it is no HTML.
std::optional<ReadPage> readPage(const StoredPage &page)
{
    const std::optional<PageType> type = pageType(page.body, page.contentType, page.encoding);
    if (!type || !type->isHtml)
        return std::nullopt;
    const bool hasMark = type->charset.name == QLatin1String("UTF-8") && page.body.startsWith("\xEF\xBB\xBF");
    return ReadPage{buildDocument(page.parser, decodeToUtf8(page.body, type->charset.name)).document, hasMark ? 3 : 0};
}

/// The innermost element whose bytes have `offset` among them. Elements begin in the order of the document, but for those that the
/// parser moved: the last one that holds the place is the one.
Node elementAt(const Document &document, quint32 offset)
{
    Steps steps(50'000'000);
    Node found;
    for (Node node = document.documentElement(); node; node = node.nextInDocument()) {
        if (!node.isElement())
            continue;
        const SourceRange start = node.startTag();
        if (start.isEmpty() || start.begin > offset)
            continue;
        const SourceRange source = sourceOf(node, steps);
        if (steps.areSpent())
            break;
        if (source.begin <= offset && offset < source.end)
            found = node;
    }
    return found;
}

/// The nearest of the container's elements around `element`, or itself.
Node containerOf(const Document &document, Node element, const QString &container)
{
    const Expected<Selector, SelectorError> selector = Selector::parse(container);
    if (!selector)
        return {};
    const std::vector<Node> elements =
        selector->select(document).elements; // in document order, and so of numbers but for moved ones
    std::vector<bool> isContainer(size_t(document.nodeCount()) + 1);
    for (const Node node : elements)
        isContainer[node.index()] = true;
    Node node = element;
    while (node && !isContainer[node.index()])
        node = node.parent();
    return node;
}

QString nameOf(Node element)
{
    QString name = cssIdentifier(element.name());
    if (const QByteArrayView id = element.attribute(Name::Id); !id.isEmpty())
        name += u'#' + QString::fromUtf8(id);
    for (const QByteArrayView word : classesOf(element))
        name += u'.' + QString::fromUtf8(word);
    return name;
}

QList<ProposedSelector> valuesOf(const std::vector<SelectorProposal> &proposals)
{
    QList<ProposedSelector> values;
    for (const SelectorProposal &proposal : proposals)
        values.append({proposal.text, proposal.count, proposal.isFirst});
    return values;
}

ProposedSelectors proposed(const ReadPage &page, Node element, const QString &container)
{
    if (!element.isElement())
        return {};
    ProposedSelectors made;
    made.element = nameOf(element);
    made.node = element.index();
    Steps steps(1'000'000);
    if (const SourceRange source = sourceOf(element, steps); !source.isEmpty())
        made.source = {page.shift + source.begin, page.shift + source.end};
    const Node scope = container.isEmpty() ? Node() : containerOf(page.document, element, container);
    if (!container.isEmpty() && !scope)
        return made;
    const SelectorProposals proposals = proposeSelectors(page.document, element, scope);
    made.alone = valuesOf(proposals.alone);
    made.alike = valuesOf(proposals.alike);
    return made;
}

} // namespace

QList<DetectedRecords> detectRecords(const StoredPage &page)
{
    const std::optional<ReadPage> read = readPage(page);
    if (!read)
        return {};
    QList<DetectedRecords> detected;
    for (const RecordProposal &proposal : detectRecords(read->document)) {
        DetectedRecords records;
        records.recipe.container = proposal.container;
        records.coverage = QList<double>(proposal.coverage.begin(), proposal.coverage.end());
        const Expected<PageExtractor, QList<RecipeError>> extractor = PageExtractor::make(records.recipe);
        if (!extractor)
            continue;
        const PageRecords extracted = extractor->extract(page);
        records.records = proposal.records;
        records.preview = extracted.records.first(std::min(detectedPreview, extracted.records.size()));
        detected.append(records);
    }
    return detected;
}

ProposedSelectors proposeSelectorsAt(const StoredPage &page, qint64 offset, const QString &container)
{
    const std::optional<ReadPage> read = readPage(page);
    if (!read || offset < read->shift || offset - read->shift >= read->document.source().size())
        return {};
    return proposed(*read, elementAt(read->document, quint32(offset - read->shift)), container);
}

ProposedSelectors proposeSelectorsFor(const StoredPage &page, quint32 node, const QString &container)
{
    const std::optional<ReadPage> read = readPage(page);
    if (!read || node == 0 || qsizetype(node) > read->document.nodeCount())
        return {};
    return proposed(*read, Node(read->document, node), container);
}

} // namespace creel
