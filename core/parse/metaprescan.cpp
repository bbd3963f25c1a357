#include "parse/metaprescan.h"

#include "parse/ascii.h"

#include <QByteArray>
#include <QByteArrayList>

#include <algorithm>
#include <optional>

namespace creel {
namespace {

struct Attribute {
    QByteArray name, value; ///< both in lower case
};

/// The position in the bytes, as the algorithm speaks of it. Running out of bytes anywhere ends the whole prescan.
class Prescan
{
public:
    explicit Prescan(QByteArrayView bytes) : m_bytes(bytes) { }

    const Encoding *run();

private:
    bool atEnd() const { return m_at >= m_bytes.size(); }
    char byte() const { return m_bytes[m_at]; }
    bool startsWith(QByteArrayView text) const
    {
        const QByteArrayView rest = m_bytes.sliced(m_at);
        return rest.size() >= text.size() && equalsIgnoringAsciiCase(rest.first(text.size()), text);
    }
    bool isSpaceOrSlash(qsizetype at) const
    {
        return at < m_bytes.size() && (isAsciiSpace(m_bytes[at]) || m_bytes[at] == '/');
    }
    bool isAlpha(qsizetype at) const { return at < m_bytes.size() && isAsciiAlpha(m_bytes[at]); }
    void skipTo(QByteArrayView end, qsizetype from)
    {
        const qsizetype found = m_bytes.indexOf(end, from);
        m_at = found < 0 ? m_bytes.size() : found + end.size() - 1;
    }
    const Encoding *meta();
    std::optional<Attribute> attribute();

    QByteArrayView m_bytes;
    qsizetype m_at = 0;
};

const Encoding *Prescan::run()
{
    for (; !atEnd(); ++m_at) {
        if (byte() != '<')
            continue;
        if (startsWith("<!--")) {
            skipTo("-->", m_at + 2); // its two dashes may be those of "<!--"
        } else if (startsWith("<meta") && isSpaceOrSlash(m_at + 5)) {
            m_at += 5;
            if (const Encoding *encoding = meta())
                return encoding;
        } else if (isAlpha(m_at + 1) || (startsWith("</") && isAlpha(m_at + 2))) {
            while (!atEnd() && !isAsciiSpace(byte()) && byte() != '>')
                ++m_at;
            while (attribute()) { }
        } else if (startsWith("<!") || startsWith("</") || startsWith("<?")) {
            skipTo(">", m_at);
        }
    }
    return nullptr;
}

/// One <meta>, from behind its name: what it says, if it says anything.
const Encoding *Prescan::meta()
{
    QByteArrayList seen;
    bool gotPragma = false;
    std::optional<bool> needPragma;
    std::optional<const Encoding *> charset; // nullptr: named, but unknown
    while (const std::optional<Attribute> next = attribute()) {
        if (seen.contains(next->name))
            continue;
        seen.append(next->name);
        if (next->name == "http-equiv") {
            gotPragma = next->value == "content-type";
        } else if (next->name == "content") {
            const Encoding *encoding = encodingFromMetaContent(next->value);
            if (encoding && !charset) {
                charset = encoding;
                needPragma = true;
            }
        } else if (next->name == "charset") {
            charset = encodingForLabel(next->value);
            needPragma = false;
        }
    }
    if (atEnd() || !needPragma || (*needPragma && !gotPragma))
        return nullptr;
    return *charset;
}

/// "Get an attribute"; nullopt at the end of the tag and at the end of the bytes.
std::optional<Attribute> Prescan::attribute()
{
    while (isSpaceOrSlash(m_at))
        ++m_at;
    if (atEnd() || byte() == '>')
        return std::nullopt;

    Attribute result;
    for (; !atEnd() && !isAsciiSpace(byte()) && (byte() != '=' || result.name.isEmpty()); ++m_at) {
        if (byte() == '/' || byte() == '>')
            return result;
        result.name += toAsciiLower(byte());
    }
    while (!atEnd() && isAsciiSpace(byte()))
        ++m_at;
    if (atEnd())
        return std::nullopt;
    if (byte() != '=')
        return result;
    do
        ++m_at;
    while (!atEnd() && isAsciiSpace(byte()));
    if (atEnd())
        return std::nullopt;

    if (byte() == '"' || byte() == '\'') {
        const char quote = byte();
        for (++m_at; !atEnd() && byte() != quote; ++m_at)
            result.value += toAsciiLower(byte());
        if (atEnd())
            return std::nullopt;
        ++m_at;
        return result;
    }
    for (; !atEnd() && !isAsciiSpace(byte()) && byte() != '>'; ++m_at)
        result.value += toAsciiLower(byte());
    return atEnd() ? std::nullopt : std::optional(result);
}

/// HTML §13.2.3.2 "get an XML encoding": <?xml version="1.0" encoding="x"?>.
const Encoding *xmlEncoding(QByteArrayView bytes)
{
    const qsizetype end = bytes.indexOf('>');
    if (!bytes.startsWith("<?xml") || end < 0)
        return nullptr;
    QByteArrayView rest = bytes.first(end);
    const qsizetype key = rest.indexOf("encoding");
    if (key < 0)
        return nullptr;
    rest = rest.sliced(key + qsizetype(sizeof "encoding") - 1);
    const auto skipSpace = [&rest] {
        while (!rest.isEmpty() && uchar(rest.front()) <= 0x20)
            rest = rest.sliced(1);
    };
    skipSpace();
    if (!rest.startsWith('='))
        return nullptr;
    rest = rest.sliced(1);
    skipSpace();
    if (rest.isEmpty() || (rest.front() != '"' && rest.front() != '\''))
        return nullptr;
    const qsizetype close = rest.indexOf(rest.front(), 1);
    if (close < 0)
        return nullptr;
    const QByteArrayView label = rest.sliced(1, close - 1);
    const bool hasControl = std::any_of(label.begin(), label.end(), [](char c) { return uchar(c) <= 0x20; });
    return hasControl ? nullptr : encodingForLabel(label);
}

QByteArrayView beginning(QByteArrayView body) { return body.first(std::min<qsizetype>(body.size(), 1024)); }

/// "<?x" in UTF-16 without a byte order mark.
const Encoding *utf16Xml(QByteArrayView bytes)
{
    if (bytes.startsWith(QByteArrayView("<\0?\0x\0", 6)))
        return encodingForLabel("utf-16le");
    return bytes.startsWith(QByteArrayView("\0<\0?\0x", 6)) ? encodingForLabel("utf-16be") : nullptr;
}

/// ASCII could be read to get here, so the page can't be UTF-16.
const Encoding *asReadable(const Encoding *encoding)
{
    if (encoding && (encoding->decoder == Decoder::Utf16Be || encoding->decoder == Decoder::Utf16Le))
        return encodingForLabel("utf-8");
    if (encoding && encoding->decoder == Decoder::XUserDefined)
        return encodingForLabel("windows-1252");
    return encoding;
}

} // namespace

const Encoding *prescan(QByteArrayView body)
{
    const QByteArrayView bytes = beginning(body);
    if (const Encoding *encoding = utf16Xml(bytes))
        return encoding;
    const Encoding *encoding = Prescan(bytes).run();
    return asReadable(encoding ? encoding : xmlEncoding(bytes));
}

const Encoding *prescanXml(QByteArrayView body)
{
    const QByteArrayView bytes = beginning(body);
    const Encoding *encoding = utf16Xml(bytes);
    return encoding ? encoding : asReadable(xmlEncoding(bytes));
}

const Encoding *encodingFromMetaContent(QByteArrayView content)
{
    constexpr QByteArrayView key = "charset";
    for (qsizetype i = 0; i + key.size() <= content.size(); ++i) {
        if (!equalsIgnoringAsciiCase(content.sliced(i, key.size()), key))
            continue;
        QByteArrayView rest = content.sliced(i + key.size());
        const auto skipSpace = [&rest] {
            while (!rest.isEmpty() && isAsciiSpace(rest.front()))
                rest = rest.sliced(1);
        };
        skipSpace();
        if (!rest.startsWith('='))
            continue; // the word may come once more
        rest = rest.sliced(1);
        skipSpace();
        if (rest.isEmpty())
            return nullptr;
        if (rest.front() == '"' || rest.front() == '\'') {
            const qsizetype close = rest.indexOf(rest.front(), 1);
            return close < 0 ? nullptr : encodingForLabel(rest.sliced(1, close - 1));
        }
        const auto *end = std::find_if(rest.begin(), rest.end(), [](char c) { return isAsciiSpace(c) || c == ';'; });
        return encodingForLabel(rest.first(end - rest.begin()));
    }
    return nullptr;
}

} // namespace creel
