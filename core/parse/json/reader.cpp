#include "parse/json/reader.h"

using namespace Qt::StringLiterals;

namespace creel::json {
namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }
bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

class Reader
{
public:
    Reader(const QByteArray &source, qsizetype maxValues) : m_source(source), m_maxValues(size_t(maxValues)) { }

    bool read();
    GrowingArray<JsonNodeData> takeNodes();
    JsonError error() const;

private:
    bool fail(QString expected) { return failAt(m_at, std::move(expected)); }
    bool failAt(qsizetype offset, QString expected);

    /// The byte at the place that is read; a NUL behind the last one, which is never right.
    char here() const { return m_at < m_source.size() ? m_source[m_at] : '\0'; }
    bool takeIf(char c);
    void skipSpace();

    bool readValue();
    bool readString();
    bool readNumber();
    bool readDigits();
    bool readWord(QByteArrayView word);
    bool readName();
    bool goOn(bool &isWhole);
    void closeParent();

    const QByteArray &m_source;
    const size_t m_maxValues;
    qsizetype m_at = 0;
    GrowingArray<JsonNodeData> m_nodes;
    JsonIndex m_parent = 0; ///< the innermost open value. While it is open, its `next` counts what is in it.
    quint32 m_nameAt = 0;
    qsizetype m_errorAt = 0;
    QString m_expected;
};

bool Reader::failAt(qsizetype offset, QString expected)
{
    m_errorAt = offset;
    m_expected = std::move(expected);
    return false;
}

bool Reader::takeIf(char c)
{
    if (here() != c)
        return false;
    ++m_at;
    return true;
}

void Reader::skipSpace() // RFC 8259 §2, ws
{
    while (here() == ' ' || here() == '\n' || here() == '\t' || here() == '\r')
        ++m_at;
}

bool Reader::read()
{
    if (m_source.size() > JsonDocument::maxBytes)
        return failAt(JsonDocument::maxBytes, u"the text is longer than 2 GiB"_s);
    if (m_source.startsWith("\xEF\xBB\xBF"))
        m_at = 3;
    m_nodes.push_back({});
    skipSpace();
    bool isWhole = false;
    while (!isWhole)
        if (!readValue() || !goOn(isWhole))
            return false;
    skipSpace();
    return m_at == m_source.size() || fail(u"expected nothing more: the value has ended"_s);
}

/// A whole value, or the beginning of an array or object, which is the parent from then on.
bool Reader::readValue()
{
    if (m_nodes.size() > m_maxValues)
        return fail(u"the text has more than %1 values"_s.arg(m_maxValues));
    const auto index = JsonIndex(m_nodes.size());
    quint32 key = 0;
    if (m_parent)
        key = m_source[m_nodes[m_parent].begin] == '{' ? m_nameAt : m_nodes[m_parent].next;
    const char first = here();
    const auto begin = quint32(m_at);
    bool good = true;
    if (first == '[' || first == '{')
        ++m_at;
    else if (first == '"')
        good = readString();
    else if (first == '-' || isDigit(first))
        good = readNumber();
    else if (first == 't')
        good = readWord("true");
    else if (first == 'f')
        good = readWord("false");
    else if (first == 'n')
        good = readWord("null");
    else
        good = fail(u"expected a value"_s);
    if (!good)
        return false;
    if (m_parent)
        ++m_nodes[m_parent].next;
    const bool isOpen = first == '[' || first == '{';
    m_nodes.push_back({begin, quint32(m_at), isOpen ? 0 : index + 1, m_parent, key});
    if (isOpen)
        m_parent = index;
    return true;
}

/// From behind a value, or the bracket that opens one, to where the next begins.
bool Reader::goOn(bool &isWhole)
{
    while (m_parent) {
        skipSpace();
        const JsonNodeData &parent = m_nodes[m_parent];
        const bool isObject = m_source[parent.begin] == '{';
        const bool isFirst = parent.next == 0;
        if (takeIf(isObject ? '}' : ']')) {
            closeParent();
            continue;
        }
        if (!isFirst) {
            if (!takeIf(','))
                return fail(isObject ? u"expected , or }"_s : u"expected , or ]"_s);
            skipSpace();
        } else if (!isObject && m_at == m_source.size()) {
            return fail(u"expected a value or ]"_s);
        }
        if (!isObject)
            return true;
        if (here() != '"')
            return fail(isFirst ? u"expected a name in double quotes, or }"_s : u"expected a name in double quotes"_s);
        return readName();
    }
    isWhole = true;
    return true;
}

void Reader::closeParent()
{
    JsonNodeData &node = m_nodes[m_parent];
    node.end = quint32(m_at);
    node.next = JsonIndex(m_nodes.size());
    m_parent = node.parent;
}

bool Reader::readName()
{
    m_nameAt = quint32(m_at);
    if (!readString())
        return false;
    skipSpace();
    if (!takeIf(':'))
        return fail(u"expected : behind the name"_s);
    skipSpace();
    return true;
}

bool Reader::readString() // RFC 8259 §7
{
    for (++m_at;; ++m_at) {
        const char c = here();
        if (c == '"') {
            ++m_at;
            return true;
        }
        if (uchar(c) < 0x20)
            return fail(m_at == m_source.size()
                            ? u"expected the closing quote of a string"_s
                            : u"expected no control character in a string: it is written as an escape"_s);
        if (c != '\\')
            continue;
        ++m_at;
        if (here() == 'u') {
            for (int i = 0; i < 4; ++i) {
                ++m_at;
                if (!isHexDigit(here()))
                    return fail(u"expected four hexadecimal digits behind \\u"_s);
            }
        } else if (here() == '\0' || !QByteArrayView("\"\\/bfnrt").contains(here())) {
            return fail(u"expected one of \" \\ / b f n r t u behind the backslash"_s);
        }
    }
}

bool Reader::readDigits()
{
    if (!isDigit(here()))
        return fail(u"expected a digit"_s);
    while (isDigit(here()))
        ++m_at;
    return true;
}

bool Reader::readNumber() // RFC 8259 §6
{
    takeIf('-');
    if (takeIf('0')) {
        if (isDigit(here()))
            return fail(u"expected no digit behind a leading zero"_s);
    } else if (!readDigits()) {
        return false;
    }
    if (takeIf('.') && !readDigits())
        return false;
    if (takeIf('e') || takeIf('E')) {
        if (!takeIf('+'))
            takeIf('-');
        return readDigits();
    }
    return true;
}

bool Reader::readWord(QByteArrayView word)
{
    if (!QByteArrayView(m_source).sliced(m_at).startsWith(word))
        return fail(u"expected a value; perhaps %1"_s.arg(QLatin1StringView(word)));
    m_at += word.size();
    return true;
}

GrowingArray<JsonNodeData> Reader::takeNodes()
{
    m_nodes.squeeze();
    return std::move(m_nodes);
}

JsonError Reader::error() const
{
    JsonError error{m_errorAt, 1, 1, m_expected};
    for (qsizetype i = m_source.startsWith("\xEF\xBB\xBF") ? 3 : 0; i < m_errorAt; ++i) {
        const char c = m_source[i];
        if (c == '\n' || (c == '\r' && (i + 1 == m_source.size() || m_source[i + 1] != '\n'))) {
            ++error.line;
            error.column = 1;
        } else if ((uchar(c) & 0xC0) != 0x80) { // no continuation byte
            ++error.column;
        }
    }
    return error;
}

} // namespace

Expected<GrowingArray<JsonNodeData>, JsonError> readNodes(const QByteArray &utf8, qsizetype maxValues)
{
    Reader reader(utf8, maxValues);
    if (!reader.read())
        return Unexpected(reader.error());
    return reader.takeNodes();
}

} // namespace creel::json
