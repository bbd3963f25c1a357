#include "parse/xmlreader.h"

#include "parse/utf8.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace creel {
namespace {

/// XML 1.0 §2.3 [3]: fewer than HTML's.
constexpr bool isXmlSpace(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

constexpr bool endsName(char c) { return isXmlSpace(c) || QByteArrayView("/>=<\"'&").contains(c); }

/// XML 1.0 §4.1: the character that "#38" or "#x26" names; 0 for none.
char32_t characterOf(QByteArrayView number)
{
    number = number.sliced(1);
    const bool isHex = number.startsWith('x');
    const auto code = (isHex ? number.sliced(1) : number).toByteArray();
    if (code.isEmpty() || !std::all_of(code.begin(), code.end(), [](char c) { return std::isxdigit(uchar(c)); }))
        return 0;
    bool isNumber = false;
    const uint value = code.toUInt(&isNumber, isHex ? 16 : 10);
    return isNumber ? value : 0;
}

/// A name as a message has it.
QString shown(QByteArrayView name) { return QString::fromUtf8(name.first(std::min<qsizetype>(name.size(), 64))); }

QByteArray resolved(QByteArrayView raw)
{
    static constexpr std::array<std::pair<QByteArrayView, char>, 5> predefined = {
        {{"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"quot", '"'}, {"apos", '\''}}}; // XML 1.0 §4.6
    constexpr qsizetype longestName = 10;

    qsizetype ampersand = raw.indexOf('&');
    if (ampersand < 0)
        return raw.toByteArray();
    QByteArray out;
    out.reserve(raw.size());
    for (; ampersand >= 0; ampersand = raw.indexOf('&')) {
        out += raw.first(ampersand);
        raw = raw.sliced(ampersand);
        const qsizetype end = raw.first(std::min(raw.size(), longestName + 2)).indexOf(';');
        const QByteArrayView name = end > 0 ? raw.sliced(1, end - 1) : QByteArrayView();
        const auto *known = std::find_if(predefined.begin(), predefined.end(),
                                         [name](const auto &entity) { return entity.first == name; });
        const char32_t character = known != predefined.end() ? char32_t(known->second)
            : name.startsWith('#')                           ? characterOf(name)
                                                             : 0;
        if (character)
            appendUtf8(out, character);
        else
            out += '&';
        raw = raw.sliced(character ? end + 1 : 1);
    }
    return out += raw;
}

} // namespace

XmlReader::Token XmlReader::next()
{
    if (std::exchange(m_isEmptyElement, false))
        return leave();
    while (m_problem.isNull() && !m_done) {
        m_depth = m_open.size();
        if (m_at == m_source.size())
            return fail(m_open.isEmpty() ? QStringLiteral("There is no element")
                                         : QStringLiteral("<%1> has no end").arg(shown(m_open.last())),
                        m_at);
        if (m_source[m_at] != '<') {
            const qsizetype begin = m_at;
            const qsizetype end = m_source.indexOf('<', m_at);
            m_at = end < 0 ? m_source.size() : end;
            m_text = m_source.sliced(begin, m_at - begin);
            m_isCdata = false;
            if (m_depth > 0)
                return Token::Text;
            if (!std::all_of(m_text.begin(), m_text.end(), isXmlSpace))
                return fail(QStringLiteral("Text stands before the first element"), begin);
        } else if (at("<!--")) { // XML 1.0 §2.5
            if (!skipBehind("-->"))
                return fail(QStringLiteral("A comment has no end"), m_at);
        } else if (at("<?")) { // §2.6; the XML declaration (§2.8) reads as one
            if (!skipBehind("?>"))
                return fail(QStringLiteral("A processing instruction has no end"), m_at);
        } else if (at("<!DOCTYPE") && m_depth == 0) {
            if (!skipDoctype())
                return fail(QStringLiteral("The document type has no end"), m_at);
        } else if (at("<![CDATA[") && m_depth > 0) { // §2.7
            const qsizetype begin = m_at + 9;
            if (!skipBehind("]]>"))
                return fail(QStringLiteral("A CDATA section has no end"), m_at);
            m_text = m_source.sliced(begin, m_at - 3 - begin);
            m_isCdata = true;
            return Token::Text;
        } else {
            return at("</") ? readEndTag() : readStartTag();
        }
    }
    return m_problem.isNull() ? Token::Done : Token::Broken;
}

// XML 1.0 §3.1 [40], [44]
XmlReader::Token XmlReader::readStartTag()
{
    const qsizetype tag = m_at++;
    m_name = takeName();
    if (m_name.isEmpty())
        return fail(QStringLiteral("A < begins no tag"), tag);
    const qsizetype attributes = m_at;
    QByteArrayView name, value;
    while (readAttribute(name, value)) { }
    m_attributes = m_source.sliced(attributes, m_at - attributes);
    m_isEmptyElement = name.isEmpty() && at("/>");
    if (!name.isEmpty() || (!m_isEmptyElement && !at(">"))) // a name that is left over has no value
        return fail(QStringLiteral("The tag <%1 is broken").arg(shown(m_name)), m_at);
    m_at += m_isEmptyElement ? 2 : 1;
    m_open.append(m_name);
    m_depth = m_open.size();
    return Token::Start;
}

// §3.1 [42]
XmlReader::Token XmlReader::readEndTag()
{
    const qsizetype tag = m_at;
    m_at += 2;
    m_name = takeName();
    skipSpace();
    if (m_open.isEmpty() || m_open.last() != m_name || !at(">"))
        return fail(QStringLiteral("</%1> is not the end tag that is due").arg(shown(m_name)), tag);
    ++m_at;
    return leave();
}

XmlReader::Token XmlReader::leave()
{
    m_depth = m_open.size();
    m_open.removeLast();
    m_done = m_open.isEmpty();
    return Token::End;
}

/// §3.1 [41]. False, and at the first byte that is none of an attribute's, where there is no further one.
bool XmlReader::readAttribute(QByteArrayView &name, QByteArrayView &value)
{
    skipSpace();
    name = takeName();
    if (name.isEmpty())
        return false;
    skipSpace();
    if (!at("="))
        return false;
    ++m_at;
    skipSpace();
    if (!at("\"") && !at("'"))
        return false;
    const qsizetype end = m_source.indexOf(m_source[m_at], m_at + 1);
    if (end < 0)
        return false;
    value = m_source.sliced(m_at + 1, end - m_at - 1);
    m_at = end + 1;
    return true;
}

/// §2.8: to the > that is in no quotes, no comment, no processing instruction and no internal subset.
bool XmlReader::skipDoctype()
{
    const qsizetype begin = m_at;
    m_at += 2;
    for (bool inSubset = false; m_at < m_source.size();) {
        const char c = m_source[m_at];
        if (c == '"' || c == '\'' || at("<!--") || at("<?")) {
            if (!skipBehind(c == '<' ? QByteArrayView(at("<?") ? "?>" : "-->") : m_source.sliced(m_at, 1)))
                break;
            continue;
        }
        ++m_at;
        if (c == '>' && !inSubset)
            return true;
        if (c == '[' || c == ']')
            inSubset = c == '[';
    }
    m_at = begin;
    return false;
}

/// To behind the next `mark` that does not begin right here; false, and nowhere, when there is none.
bool XmlReader::skipBehind(QByteArrayView mark)
{
    const qsizetype found = m_source.indexOf(mark, m_at + 1);
    if (found < 0)
        return false;
    m_at = found + mark.size();
    return true;
}

void XmlReader::skipSpace()
{
    while (m_at < m_source.size() && isXmlSpace(m_source[m_at]))
        ++m_at;
}

QByteArrayView XmlReader::takeName()
{
    const qsizetype begin = m_at;
    while (m_at < m_source.size() && !endsName(m_source[m_at]))
        ++m_at;
    return m_source.sliced(begin, m_at - begin);
}

QByteArray XmlReader::attribute(QByteArrayView qualifiedName) const
{
    XmlReader attributes(m_attributes);
    QByteArrayView name, value;
    while (attributes.readAttribute(name, value))
        if (name == qualifiedName)
            return value.isEmpty() ? QByteArray("") : resolved(value);
    return {};
}

QByteArray XmlReader::text() const { return m_isCdata ? m_text.toByteArray() : resolved(m_text); }

XmlReader::Token XmlReader::fail(const QString &what, qsizetype where)
{
    const QByteArrayView before = m_source.first(where);
    const qsizetype line = before.count('\n') + 1;
    const QByteArrayView inLine = before.sliced(before.lastIndexOf('\n') + 1);
    const qsizetype column = QString::fromUtf8(inLine).size() + 1;
    m_problem = QStringLiteral("%1 (line %2, column %3).").arg(what).arg(line).arg(column);
    return Token::Broken;
}

} // namespace creel
