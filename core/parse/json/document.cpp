#include "parse/json/document.h"

#include "parse/json/reader.h"
#include "parse/json/strings.h"
#include "parse/utf8.h"

namespace creel {
namespace {

constexpr JsonNodeData none{};

QByteArrayView between(const JsonDocument &document, qsizetype begin, qsizetype end)
{
    return QByteArrayView(document.source()).sliced(begin, end - begin);
}

} // namespace

Expected<JsonDocument, JsonError> JsonDocument::parse(const QByteArray &utf8, qsizetype maxValues)
{
    auto nodes = json::readNodes(utf8, maxValues);
    if (!nodes)
        return Unexpected(nodes.error());
    JsonDocument document;
    document.m_source = utf8;
    document.m_nodes = std::move(*nodes);
    document.m_isValidUtf8 = isValidUtf8(utf8);
    return document;
}

JsonKind JsonDocument::kind(JsonIndex index) const
{
    if (!index)
        return JsonKind::None;
    switch (m_source[m_nodes[index].begin]) {
    case 'n':
        return JsonKind::Null;
    case 'f':
        return JsonKind::False;
    case 't':
        return JsonKind::True;
    case '"':
        return JsonKind::String;
    case '[':
        return JsonKind::Array;
    case '{':
        return JsonKind::Object;
    default:
        return JsonKind::Number;
    }
}

const JsonNodeData &JsonNode::data() const { return m_document ? m_document->node(m_index) : none; }

JsonKind JsonNode::kind() const { return m_document ? m_document->kind(m_index) : JsonKind::None; }

SourceRange JsonNode::source() const { return {data().begin, data().end}; }

QByteArrayView JsonNode::written() const
{
    return m_document ? between(*m_document, data().begin, data().end) : QByteArrayView();
}

QByteArray JsonNode::string() const
{
    if (kind() != JsonKind::String)
        return {};
    const QByteArrayView inQuotes = written().sliced(1).chopped(1);
    return m_document->needsDecoding(inQuotes) ? json::decodedString(inQuotes) : inQuotes.toByteArray();
}

QByteArray JsonNode::text() const { return kind() == JsonKind::String ? string() : written().toByteArray(); }

SourceRange JsonNode::nameSource() const
{
    if (parent().kind() != JsonKind::Object)
        return {};
    const auto size = json::stringLength(between(*m_document, data().key, data().begin));
    return {data().key, data().key + quint32(size)};
}

QByteArrayView JsonNode::rawName() const
{
    const SourceRange quoted = nameSource();
    return quoted.end ? between(*m_document, quoted.begin + 1, quoted.end - 1) : QByteArrayView();
}

QByteArray JsonNode::name() const
{
    const QByteArrayView raw = rawName();
    if (raw.isNull())
        return {};
    return m_document->needsDecoding(raw) ? json::decodedString(raw) : raw.toByteArray();
}

bool JsonNode::isNamed(QByteArrayView name) const
{
    const QByteArrayView raw = rawName();
    if (raw.isNull())
        return false;
    return m_document->needsDecoding(raw) ? json::decodedString(raw) == name : raw == name;
}

qint64 JsonNode::place() const { return parent().kind() == JsonKind::Array ? qint64(data().key) : -1; }

JsonNode JsonNode::parent() const { return m_document ? JsonNode(*m_document, data().parent) : JsonNode(); }

JsonNode JsonNode::firstChild() const
{
    return data().next > m_index + 1 ? JsonNode(*m_document, m_index + 1) : JsonNode();
}

JsonNode JsonNode::nextSibling() const
{
    return data().parent && data().next < m_document->node(data().parent).next ? JsonNode(*m_document, data().next)
                                                                               : JsonNode();
}

qsizetype JsonNode::childCount() const
{
    qsizetype count = 0;
    for (JsonNode child = firstChild(); child; child = child.nextSibling())
        ++count;
    return count;
}

} // namespace creel
