// XPath: any text is an expression or an error with its place, and what it gives agrees with what XPath says of its conversions.
// Input: the expression; what is behind an empty line is the page, else a small one is taken.

#include "targets.h"

#include "parse/charset.h"
#include "parse/html/parser.h"
#include "parse/xpath/xpath.h"

#include <QStringBuilder>

#include <cmath>

namespace creel::fuzz {
namespace {

constexpr XPathBudget budget{.steps = 300'000, .nodes = 30'000};

const char smallPage[] =
    R"(<!DOCTYPE html><html lang=en><head><title>Fish</title><meta charset=utf-8></head><body class="Page a"><h1 id=top>Carp &amp; <b>per<i>ch</i></b></h1>
<!-- stock: 12 --><ul><li data-id=1>Aal<li data-id=2 class=item>12.50<li></ul><table><tr><td>1<td>x</table>
<svg><linearGradient id=g xlink:href=#h /></svg><math><mi>z</mi></math><template><p>in</template><p @click=x>über <br>tail)";

Document documentOf(QByteArrayView bytes) { return html::parse(decodeToUtf8(bytes.toByteArray(), u"utf-8")).document; }

XPathResult resultOf(const QString &text, XPathTree &tree, Node context)
{
    const auto compiled = XPath::compile(text);
    require(bool(compiled), "a call around an expression is one");
    const XPathResult result = compiled->evaluate(tree, context, budget);
    require(result.type == compiled->type(), "the type is known before");
    return result;
}

void checkNodes(const XPathResult &result, const Document &document)
{
    std::vector<quint32> order(size_t(document.nodeCount()) + 1);
    quint32 place = 0;
    for (Node node = document.root(); node; node = node.nextInDocument())
        order[node.index()] = ++place;
    std::pair<quint32, quint32> last{0, 0};
    for (const XPathNode &node : result.nodes) {
        require(order[node.node.index()] > 0, "a node stands in the tree");
        const std::pair here{order[node.node.index()], node.attribute ? 1 + node.attribute->nameSource().begin : 0};
        // Attributes of a clone may stand anywhere in the source.
        require(last.first <= here.first && (here.second > 0 || last < here),
                "nodes come in document order, each once");
        last = here;
        const SourceRange source = node.source();
        require(source.begin <= source.end && source.end <= quint32(document.source().size()),
                "a node comes from the page");
    }
}

/// XPath §4: what functions make of the expression's value.
void checkConversions(const QString &text, const XPathResult &result, XPathTree &tree, Node context)
{
    using Problem = XPathResult::Problem;
    const XPathResult string = resultOf(u"string(" % text % u')', tree, context),
                      truth = resultOf(u"boolean(" % text % u')', tree, context),
                      opposite = resultOf(u"not(" % text % u')', tree, context);
    if (truth.problem == Problem::None && opposite.problem == Problem::None)
        require(truth.boolean != opposite.boolean, "what is not true is false");
    const bool isNodes = result.type == XPathType::Nodes;
    if (string.problem == Problem::None) {
        const QByteArray expected = !isNodes ? result.string
            : result.nodes.empty()           ? QByteArray()
                                             : result.nodes.front().text();
        // Of the document the text that no comment breaks up; NUL is a space to XPath.
        require(string.string == QByteArray(expected).replace('\0', ' '), "string() is the text of the first node");
    }
    if (truth.problem == Problem::None) {
        const bool expected = isNodes           ? !result.nodes.empty()
            : result.type == XPathType::Boolean ? result.boolean
            : result.type == XPathType::Number  ? result.number != 0 && !std::isnan(result.number)
                                                : !result.string.isEmpty();
        require(truth.boolean == expected, "boolean() says whether there is something");
    }
    if (!isNodes)
        return;
    const XPathResult count = resultOf(u"count(" % text % u')', tree, context),
                      same = resultOf(u'(' % text % u") | (" % text % u')', tree, context);
    if (count.problem == Problem::None)
        require(count.number == double(result.nodes.size()), "count() counts what is found");
    if (same.problem == Problem::None)
        require(same.nodes.size() == result.nodes.size(), "a union with itself adds nothing");
}

} // namespace

void xpath(QByteArrayView input)
{
    const qsizetype end = input.indexOf("\n\n");
    const QString text = QString::fromUtf8(end < 0 ? input : input.first(end));
    const auto compiled = XPath::compile(text);
    if (!compiled) {
        require(compiled.error().offset >= 0 && compiled.error().offset <= text.size(),
                "an error has a place in the text");
        require(!compiled.error().message.isEmpty(), "an error says why");
        return;
    }
    static const Document page = documentOf(smallPage);
    const Document own = end < 0 ? Document() : documentOf(input.sliced(end + 2));
    const Document &document = end < 0 ? page : own;
    XPathTree tree(document);
    Node last = document.root();
    for (Node node = last; node; node = node.nextInDocument())
        last = node.isElement() ? node : last;
    for (const Node &context : {document.root(), last}) {
        const XPathResult result = compiled->evaluate(tree, context, budget);
        if (result.problem != XPathResult::Problem::None)
            continue;
        require(result.type == compiled->type(), "the type is known before");
        if (result.type == XPathType::Nodes)
            checkNodes(result, document);
        if (XPath::compile(QString(u"string(" % text % u')'))) // there is a limit to how deep expressions nest
            checkConversions(text, result, tree, context);
    }
}

} // namespace creel::fuzz
