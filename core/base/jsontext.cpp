#include "base/jsontext.h"

#include <QSet>

#include <optional>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxDepth = 32;
constexpr qsizetype lineWidth = 100; // of pretty()

bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }

class Reader
{
public:
    explicit Reader(QString text) : m_text(std::move(text)) { }

    Expected<JsonText, JsonTextError> run()
    {
        JsonText value;
        skipSpace();
        if (readValue(value, 0)) {
            skipSpace();
            if (m_at == m_text.size())
                return value;
            fail(u"The file goes on behind its end: remove what stands here."_s);
        }
        return Unexpected(m_error);
    }

private:
    QChar current() const { return m_at < m_text.size() ? m_text[m_at] : QChar(); }
    bool isAtEnd() const { return m_at >= m_text.size(); }

    TextPlace place()
    {
        for (; m_counted < m_at; ++m_counted) {
            const QChar c = m_text[m_counted];
            if (c == u'\n')
                m_place = {m_place.line + 1, 1};
            else if (!c.isLowSurrogate())
                ++m_place.column;
        }
        return m_place;
    }

    bool fail(const QString &message)
    {
        m_error = {message, place()};
        return false;
    }

    void skipSpace()
    {
        while (!isAtEnd() && (current() == u' ' || current() == u'\t' || current() == u'\n' || current() == u'\r'))
            ++m_at;
    }

    bool take(QChar c)
    {
        if (isAtEnd() || current() != c)
            return false;
        ++m_at;
        return true;
    }

    bool readValue(JsonText &value, int depth)
    {
        value.place = place();
        if (isAtEnd())
            return fail(u"The file ends where a value is expected."_s);
        if (depth >= maxDepth)
            return fail(u"This is nested too deeply: %1 levels are the most."_s.arg(maxDepth));
        switch (current().unicode()) {
        case u'{':
            return readObject(value, depth);
        case u'[':
            return readArray(value, depth);
        case u'"':
            value.kind = JsonText::Kind::String;
            return readString(value.text);
        case u't':
            value.boolean = true;
            value.kind = JsonText::Kind::Boolean;
            return readWord(u"true");
        case u'f':
            value.kind = JsonText::Kind::Boolean;
            return readWord(u"false");
        case u'n':
            return readWord(u"null");
        default:
            return readNumber(value);
        }
    }

    bool readWord(QStringView word)
    {
        if (!QStringView(m_text).sliced(m_at).startsWith(word))
            return fail(u"This is no JSON value. Texts stand in \"double quotes\"."_s);
        m_at += word.size();
        return true;
    }

    bool readNumber(JsonText &value)
    {
        qsizetype end = m_at;
        while (end < m_text.size() && (isDigit(m_text[end]) || u"+-.eE"_s.contains(m_text[end])))
            ++end;
        value.kind = JsonText::Kind::Number;
        value.text = m_text.mid(m_at, end - m_at);
        if (value.text.isEmpty())
            return fail(u"This is no JSON value. Texts stand in \"double quotes\"."_s);
        if (!isJsonNumber(value.text))
            return fail(u"\"%1\" is no number as JSON has it."_s.arg(value.text.left(40)));
        m_at = end;
        return true;
    }

    bool readString(QString &text)
    {
        const qsizetype begin = m_at++;
        while (!isAtEnd() && current() != u'"') {
            const QChar c = current();
            if (c < u' ')
                return fail(u"A text can't have a line break or another control character in it: write \\n."_s);
            if (c != u'\\') {
                text += c;
                ++m_at;
            } else if (!readEscape(text)) {
                return false;
            }
        }
        if (take(u'"'))
            return true;
        m_at = begin;
        return fail(u"This text has no end: a \" is missing."_s);
    }

    bool readEscape(QString &text)
    {
        static const QString letters = u"\"\\/bfnrt"_s, meanings = u"\"\\/\b\f\n\r\t"_s;
        const QChar letter = m_at + 1 < m_text.size() ? m_text[m_at + 1] : QChar();
        const qsizetype known = letter.isNull() ? -1 : letters.indexOf(letter);
        if (known >= 0) {
            text += meanings[known];
            m_at += 2;
            return true;
        }
        const auto unit = unitAt(m_at);
        if (!unit)
            return fail(u"This is no escape that JSON knows. Write \\\\ for a backslash itself."_s);
        const auto second = unit->isHighSurrogate() ? unitAt(m_at + 6) : std::nullopt;
        if (unit->isLowSurrogate() || (unit->isHighSurrogate() && !(second && second->isLowSurrogate())))
            return fail(u"This is half a character: surrogates stand in pairs."_s);
        text += *unit;
        if (second)
            text += *second;
        m_at += second ? 12 : 6;
        return true;
    }

    /// What the escape \uXXXX at `at` stands for.
    std::optional<QChar> unitAt(qsizetype at) const
    {
        const QString escape = m_text.mid(at, 6);
        bool isNumber = false;
        const ushort unit = escape.mid(2).toUShort(&isNumber, 16);
        if (escape.size() != 6 || !escape.startsWith("\\u"_L1) || !isNumber || escape[2] == u'+' || escape[2] == u'-')
            return std::nullopt;
        return QChar(unit);
    }

    bool readArray(JsonText &value, int depth)
    {
        value.kind = JsonText::Kind::Array;
        ++m_at;
        skipSpace();
        if (take(u']'))
            return true;
        for (;;) {
            skipSpace();
            if (!readValue(value.items.emplace_back(), depth + 1))
                return false;
            skipSpace();
            if (take(u']'))
                return true;
            if (!take(u','))
                return fail(u"A comma or ] is expected here."_s);
        }
    }

    bool readObject(JsonText &value, int depth)
    {
        value.kind = JsonText::Kind::Object;
        ++m_at;
        skipSpace();
        if (take(u'}'))
            return true;
        QSet<QString> names;
        for (;;) {
            skipSpace();
            JsonMember &member = value.members.emplace_back();
            member.place = place();
            if (current() != u'"')
                return fail(u"A name in \"double quotes\" is expected here."_s);
            if (!readString(member.name))
                return false;
            if (names.contains(member.name)) {
                m_error = {u"\"%1\" stands here for the second time."_s.arg(member.name), member.place};
                return false;
            }
            names.insert(member.name);
            skipSpace();
            if (!take(u':'))
                return fail(u"A colon is expected behind a name."_s);
            skipSpace();
            if (!readValue(member.value, depth + 1))
                return false;
            skipSpace();
            if (take(u'}'))
                return true;
            if (!take(u','))
                return fail(u"A comma or } is expected here."_s);
        }
    }

    const QString m_text;
    qsizetype m_at = 0;
    qsizetype m_counted = 0; ///< as far as m_place goes
    TextPlace m_place{1, 1};
    JsonTextError m_error;
};

void appendString(QByteArray &out, const QString &text)
{
    out += '"';
    for (const char c : text.toUtf8()) {
        if (c == '"' || c == '\\')
            out += '\\', out += c;
        else if (c == '\n')
            out += "\\n";
        else if (c == '\t')
            out += "\\t";
        else if (uchar(c) < 0x20 || uchar(c) == 0x7F)
            out += "\\u00" + QByteArray::number(uchar(c), 16).rightJustified(2, '0');
        else
            out += c;
    }
    out += '"';
}

/// Recursion is as deep as what we made or read ourselves: at most maxDepth.
void append(QByteArray &out, const JsonText &value, int indent)
{
    using enum JsonText::Kind;
    switch (value.kind) {
    case Null:
        out += "null";
        return;
    case Boolean:
        out += value.boolean ? "true" : "false";
        return;
    case Number:
        out += value.text.toLatin1();
        return;
    case String:
        appendString(out, value.text);
        return;
    case Array:
    case Object:
        break;
    }
    if (indent >= 0) {
        const QByteArray line = value.compact();
        if (line.size() + 2 * indent <= lineWidth) {
            out += line;
            return;
        }
    }
    const QByteArray lineBreak = indent < 0 ? QByteArray() : '\n' + QByteArray(2 * (indent + 1), ' ');
    const bool isObject = value.kind == Object;
    const size_t count = isObject ? value.members.size() : value.items.size();
    out += isObject ? '{' : '[';
    for (size_t i = 0; i < count; ++i) {
        out += (i ? "," : "") + lineBreak;
        if (isObject) {
            appendString(out, value.members[i].name);
            out += indent < 0 ? ":" : ": ";
        }
        append(out, isObject ? value.members[i].value : value.items[i], indent < 0 ? -1 : indent + 1);
    }
    if (indent >= 0)
        out += '\n' + QByteArray(2 * indent, ' ');
    out += isObject ? '}' : ']';
}

} // namespace

JsonText JsonText::string(const QString &text)
{
    JsonText value;
    value.kind = Kind::String;
    value.text = text;
    return value;
}

JsonText JsonText::number(const QString &text)
{
    JsonText value = string(text);
    value.kind = Kind::Number;
    return value;
}

JsonText JsonText::truth(bool is)
{
    JsonText value;
    value.kind = Kind::Boolean;
    value.boolean = is;
    return value;
}

JsonText JsonText::array()
{
    JsonText value;
    value.kind = Kind::Array;
    return value;
}

JsonText JsonText::object()
{
    JsonText value;
    value.kind = Kind::Object;
    return value;
}

void JsonText::add(const QString &name, JsonText value) { members.push_back({name, std::move(value)}); }

QByteArray JsonText::compact() const
{
    QByteArray out;
    append(out, *this, -1);
    return out;
}

QByteArray JsonText::pretty() const
{
    QByteArray out;
    append(out, *this, 0);
    return out + '\n';
}

Expected<JsonText, JsonTextError> parseJsonText(const QByteArray &utf8)
{
    if (!utf8.isValidUtf8())
        return Unexpected(JsonTextError{u"The file is no UTF-8 text: save it as UTF-8."_s, {1, 1}});
    return Reader(QString::fromUtf8(utf8)).run(); // fromUtf8() drops a byte order mark
}

bool isJsonNumber(QStringView text)
{
    qsizetype at = 0;
    const auto digits = [&] {
        const qsizetype begin = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at - begin;
    };
    const auto take = [&](QStringView any) { return at < text.size() && any.contains(text[at]) && ++at; };
    take(u"-");
    const qsizetype whole = at;
    if (digits() == 0 || (text[whole] == u'0' && at - whole > 1))
        return false;
    if (take(u".") && digits() == 0)
        return false;
    if (take(u"eE")) {
        take(u"+-");
        if (digits() == 0)
            return false;
    }
    return at == text.size();
}

} // namespace creel
