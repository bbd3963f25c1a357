#include "parse/jsonpath.h"

#include "parse/jsonpath/evaluator.h"
#include "parse/jsonpath/parser.h"

namespace creel {
namespace {

/// §2.7, normal-single-quoted
void appendQuoted(QByteArray &out, QByteArrayView name)
{
    static constexpr char hex[] = "0123456789abcdef";
    static constexpr char controls[] = "\b\f\n\r\t", letters[] = "bfnrt";
    out += '\'';
    for (const char c : name) {
        const qsizetype control = QByteArrayView(controls).indexOf(c);
        if (control >= 0)
            (out += '\\') += letters[control];
        else if (c == '\'' || c == '\\')
            (out += '\\') += c;
        else if (uchar(c) < 0x20)
            ((out += "\\u00") += hex[uchar(c) >> 4]) += hex[c & 15];
        else
            out += c;
    }
    out += '\'';
}

} // namespace

Expected<JsonPath, ExpressionError> JsonPath::compile(QStringView text)
{
    auto query = jsonpath::Parser(text).parse();
    if (!query)
        return Unexpected(query.error());
    return JsonPath(std::make_shared<const jsonpath::Query>(std::move(*query)));
}

std::vector<JsonNode> JsonPath::select(const JsonDocument &document, Steps &steps) const
{
    return select(document, document.root(), steps);
}

std::vector<JsonNode> JsonPath::select(const JsonDocument &document, JsonNode current, Steps &steps) const
{
    if (!current)
        return {};
    const auto found = jsonpath::Evaluator(document, current, steps).evaluate(*m_query, current.index());
    std::vector<JsonNode> nodes;
    nodes.reserve(found.size());
    for (const JsonIndex index : found)
        nodes.emplace_back(document, index);
    return nodes;
}

QByteArray normalizedPath(const JsonNode &node, Steps &steps)
{
    std::vector<JsonNode> way; // from the node up to below the root
    for (JsonNode at = node; at.parent(); at = at.parent()) {
        if (!steps.spend(4) || !steps.spendForText(at.nameSource().size()))
            return {};
        way.push_back(at);
    }
    QByteArray path("$");
    for (auto at = way.rbegin(); at != way.rend(); ++at) {
        path += '[';
        if (at->place() >= 0)
            path += QByteArray::number(at->place());
        else
            appendQuoted(path, at->name());
        path += ']';
    }
    return path;
}

} // namespace creel
