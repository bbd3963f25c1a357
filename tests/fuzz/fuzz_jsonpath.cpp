// JsonDocument and JsonPath: any bytes are JSON or an error with its place, any text a path or an error with its place, and what a
// path selects agrees with itself.
// Input: the path; what is behind an empty line is the document, else a small one is taken.

#include "targets.h"

#include "parse/jsonpath.h"

#include <QStringBuilder>

#include <algorithm>

namespace creel::fuzz {
namespace {

constexpr qint64 budget = 100'000;

const char smallDocument[] =
    R"({"a":[1,2.0,-3e2,"b",null,true,{"a":{"b":[1,[2,[3]]]}}],"b":{"a":"abc","b":"aXc","\u00e9":"\ud83d\ude00"},"c":[],"":{},"a":0})";

bool isWhole(const JsonDocument &document)
{
    const auto count = JsonIndex(document.valueCount());
    for (JsonIndex i = 1; i <= count; ++i) {
        const JsonNodeData &node = document.node(i);
        if (node.begin >= node.end || node.next <= i || node.next > count + 1 || node.parent >= i)
            return false;
        const JsonNodeData &parent = document.node(node.parent);
        if (node.parent && (node.begin <= parent.begin || node.end >= parent.end || node.next > parent.next))
            return false;
    }
    return count > 0;
}

std::vector<JsonNode> select(const JsonPath &path, const JsonDocument &document, Steps &steps)
{
    return path.select(document, steps);
}

/// §2.7: a normalized path selects its node alone; where names repeat, the last of them.
void checkNode(const JsonNode &node, const JsonDocument &document)
{
    Steps steps(budget);
    const QByteArray text = normalizedPath(node, steps);
    if (steps.areSpent() || text.size() > JsonPath::maxLength)
        return;
    const auto path = JsonPath::compile(QString::fromUtf8(text));
    require(path.hasValue(), "a normalized path is a path");
    const std::vector<JsonNode> same = select(*path, document, steps);
    if (steps.areSpent())
        return;
    require(same.size() <= 1, "a normalized path selects one node");
    require(same.empty() || normalizedPath(same.front(), steps) == text || steps.areSpent(), "which has that path");
}

} // namespace

void jsonPath(QByteArrayView input)
{
    const qsizetype end = input.indexOf("\n\n");
    const QString text = QString::fromUtf8(end < 0 ? input : input.first(end));
    const ExactBytes bytes(end < 0 ? QByteArrayView(smallDocument) : input.sliced(end + 2));
    const auto document = JsonDocument::parse(bytes.array(), 100'000);
    if (document) {
        require(isWhole(*document), "values lie in one another as they are numbered");
    } else {
        require(document.error().offset >= 0 && document.error().offset <= bytes.array().size(),
                "an error has a place in the text");
        require(!document.error().message.isEmpty(), "an error says why");
    }
    const auto path = JsonPath::compile(text);
    if (!path) {
        require(path.error().offset >= 0 && path.error().offset <= text.size(), "an error has a place in the path");
        require(!path.error().message.isEmpty(), "an error says why");
        return;
    }
    if (!document)
        return;
    Steps steps(budget);
    const std::vector<JsonNode> nodes = select(*path, *document, steps);
    for (size_t i = 0; i < std::min<size_t>(nodes.size(), 20); ++i)
        checkNode(nodes[i], *document);
    if (steps.areSpent())
        return;

    // §2.3.5.2: a query has something to test where it has something to select.
    const auto tested = JsonPath::compile(QString(u"$[?" % text % u']'));
    if (!tested || !document->root().firstChild())
        return;
    Steps more(100 * budget);
    const std::vector<JsonNode> children = select(*tested, *document, more);
    require(more.areSpent() || children.empty() == nodes.empty(), "existence agrees with selection");
}

} // namespace creel::fuzz
