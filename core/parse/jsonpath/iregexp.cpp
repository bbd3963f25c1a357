#include "parse/jsonpath/iregexp.h"

#include "parse/utf8.h"

#include <QList>
#include <QString>

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>

namespace creel::jsonpath {
namespace {

constexpr int maxCount = 1000; // RE2's own bound
constexpr int maxDepth = 200;
constexpr int maxCompiledBytes = 1 << 20;

/// A range of a class in RE2's syntax.
void appendRange(QByteArray &out, char32_t first, char32_t last)
{
    out += "\\x{" + QByteArray::number(uint(first), 16) + "}-\\x{" + QByteArray::number(uint(last), 16) + '}';
}

/// Category Cn, which RE2 has no name for, as ranges of a class.
const QByteArray &unassignedRanges()
{
    static const QByteArray ranges = [] {
        QByteArray out;
        char32_t first = 0;
        bool isOpen = false;
        for (char32_t c = 0; c <= 0x110000; ++c) {
            const bool isUnassigned = c < 0x110000 && QChar::category(c) == QChar::Other_NotAssigned;
            if (isUnassigned && !isOpen)
                first = c;
            else if (!isUnassigned && isOpen)
                appendRange(out, first, c - 1);
            isOpen = isUnassigned;
        }
        return out;
    }();
    return ranges;
}

/// RFC 9485 §4: an I-Regexp, checked by its grammar, as one of RE2.
class Translation
{
public:
    explicit Translation(QByteArrayView pattern) : m_pattern(QString::fromUtf8(pattern).toUcs4()) { }

    bool run();
    const QByteArray &re2() const { return m_out; }
    IRegexp::Problem problem() const { return m_problem; }

private:
    char32_t here() const { return peek(0); }
    char32_t peek(qsizetype ahead) const { return m_at + ahead < m_pattern.size() ? m_pattern[m_at + ahead] : end; }
    bool tooLarge()
    {
        m_problem = IRegexp::Problem::TooLarge;
        return false;
    }
    void appendLiteral(char32_t c);

    bool translateOne();
    bool translateQuantifier();
    bool translateCount(int &count);
    std::optional<char32_t> takeEscaped();
    bool translateCategory(bool isInClass);
    bool translateClass();
    bool translateClassItem();
    std::optional<char32_t> takeClassCharacter();

    static constexpr char32_t end = 0xFFFFFFFF;
    const QList<uint> m_pattern;
    qsizetype m_at = 0;
    QByteArray m_out;
    int m_depth = 0;
    bool m_hasAtom = false; ///< that a quantifier may follow
    IRegexp::Problem m_problem = IRegexp::Problem::Invalid;
};

bool Translation::run()
{
    while (here() != end)
        if (!translateOne())
            return false;
    return m_depth == 0;
}

void Translation::appendLiteral(char32_t c)
{
    const bool isPlain = c >= 0x80 || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    if (isPlain)
        appendUtf8(m_out, c);
    else
        m_out += "\\x{" + QByteArray::number(uint(c), 16) + '}';
}

bool Translation::translateOne()
{
    switch (here()) {
    case '|':
        ++m_at;
        m_out += '|';
        m_hasAtom = false;
        return true;
    case '(':
        ++m_at;
        m_out += "(?:";
        m_hasAtom = false;
        return ++m_depth <= maxDepth || tooLarge();
    case ')':
        ++m_at;
        m_out += ')';
        m_hasAtom = true;
        return --m_depth >= 0;
    case '*':
    case '+':
    case '?':
    case '{':
        return std::exchange(m_hasAtom, false) && translateQuantifier();
    case '.': // §5.3: all but the ends of lines
        ++m_at;
        m_out += "[^\\n\\r]";
        break;
    case '[':
        m_hasAtom = true;
        return translateClass();
    case '\\':
        m_hasAtom = true;
        if (peek(1) == 'p' || peek(1) == 'P')
            return translateCategory(false);
        if (const auto c = takeEscaped()) {
            appendLiteral(*c);
            return true;
        }
        return false;
    case '^': // by the grammar of §4 they are themselves; by the mapping to RE2 of §5.4, and to those who write them, anchors
    case '$':
        m_out += here() == '^' ? "(?:^)" : "(?:$)";
        ++m_at;
        break;
    case ']':
    case '}':
        return false;
    default:
        appendLiteral(m_pattern[m_at++]);
    }
    m_hasAtom = true;
    return true;
}

bool Translation::translateQuantifier()
{
    if (here() != '{') {
        m_out += char(m_pattern[m_at++]);
        return true;
    }
    ++m_at;
    m_out += '{';
    int least = 0, most = maxCount;
    if (!translateCount(least))
        return false;
    if (here() == ',') {
        ++m_at;
        m_out += ',';
        if (here() != '}' && (!translateCount(most) || most < least))
            return false;
    }
    m_out += '}';
    return m_pattern.value(m_at++) == '}';
}

bool Translation::translateCount(int &count)
{
    count = 0;
    const qsizetype begin = m_at;
    for (; here() >= '0' && here() <= '9'; ++m_at)
        count = std::min(count * 10 + int(here() - '0'), maxCount + 1);
    if (m_at == begin)
        return false;
    m_out += QByteArray::number(count);
    return count <= maxCount || tooLarge();
}

/// SingleCharEsc
std::optional<char32_t> Translation::takeEscaped()
{
    const char32_t c = peek(1);
    m_at += 2;
    if (c == 'n')
        return '\n';
    if (c == 'r')
        return '\r';
    if (c == 't')
        return '\t';
    if (c < 0x80 && QByteArrayView("()*+-.?[\\]^{|}").contains(char(c)))
        return c;
    return std::nullopt;
}

bool Translation::translateCategory(bool isInClass)
{
    static constexpr const char *categories[] = {
        "L",  "Ll", "Lm", "Lo", "Lt", "Lu", "M",  "Mc", "Me", "Mn", "N",  "Nd", "Nl", "No", "P",  "Pc", "Pd", "Pe",
        "Pf", "Pi", "Po", "Ps", "Z",  "Zl", "Zp", "Zs", "S",  "Sc", "Sk", "Sm", "So", "C",  "Cc", "Cf", "Cn", "Co"};
    const bool isComplement = peek(1) == 'P';
    if (peek(2) != '{')
        return false;
    m_at += 3;
    QByteArray name;
    for (; here() < 0x80 && here() != '}' && name.size() < 3; ++m_at)
        name += char(here());
    if (here() != '}' || !std::any_of(std::begin(categories), std::end(categories), [&](auto c) { return name == c; }))
        return false;
    ++m_at;
    QByteArray set = (isComplement ? "\\P{" : "\\p{") + name + '}';
    if (name == "Cn") // RE2's own C is without it
        set = isComplement ? "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}\\p{C}" : unassignedRanges();
    else if (name == "C")
        set = isComplement ? "\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Z}" : "\\p{C}" + unassignedRanges();
    m_out += isInClass ? set : '[' + set + ']';
    return true;
}

bool Translation::translateClass()
{
    ++m_at;
    m_out += '[';
    if (here() == '^') {
        ++m_at;
        m_out += '^';
    }
    if (here() == '-') {
        ++m_at;
        m_out += "\\-";
    } else if (!translateClassItem()) {
        return false;
    }
    while (here() != ']') {
        if (here() == '-' && peek(1) == ']') {
            ++m_at;
            m_out += "\\-";
        } else if (!translateClassItem()) {
            return false;
        }
    }
    ++m_at;
    m_out += ']';
    return true;
}

/// CCE1
bool Translation::translateClassItem()
{
    if (here() == '\\' && (peek(1) == 'p' || peek(1) == 'P'))
        return translateCategory(true);
    const auto first = takeClassCharacter();
    if (!first)
        return false;
    auto last = first;
    if (here() == '-' && peek(1) != ']') {
        ++m_at;
        last = takeClassCharacter();
    }
    if (!last || *last < *first)
        return false;
    appendRange(m_out, *first, *last);
    return true;
}

/// CCchar
std::optional<char32_t> Translation::takeClassCharacter()
{
    if (here() == '\\')
        return takeEscaped();
    if (here() == end || here() == '-' || here() == '[' || here() == ']')
        return std::nullopt;
    return m_pattern[m_at++];
}

std::string_view viewOf(QByteArrayView bytes) { return {bytes.data(), size_t(bytes.size())}; }

bool matches(const re2::RE2 &regexp, QByteArrayView text, re2::RE2::Anchor anchor)
{
    return regexp.Match(viewOf(text), 0, size_t(text.size()), anchor, nullptr, 0);
}

} // namespace

Expected<IRegexp, IRegexp::Problem> IRegexp::compile(QByteArrayView pattern)
{
    Translation translation(pattern);
    if (!translation.run())
        return Unexpected(translation.problem());
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_never_capture(true);
    options.set_max_mem(maxCompiledBytes);
    auto regexp = std::make_shared<const re2::RE2>(viewOf(translation.re2()), options);
    if (!regexp->ok()) // all that is left to go wrong is its size
        return Unexpected(Problem::TooLarge);
    return IRegexp(std::move(regexp));
}

bool IRegexp::matchesAll(QByteArrayView text) const { return matches(*m_regexp, text, re2::RE2::ANCHOR_BOTH); }

bool IRegexp::isFoundIn(QByteArrayView text) const { return matches(*m_regexp, text, re2::RE2::UNANCHORED); }

qint64 IRegexp::compilingCost() const { return 2000 + qint64(m_regexp->ProgramSize()) * 10; }

qint64 IRegexp::cost(qsizetype bytes) const { return 4 + qint64(bytes) * m_regexp->ProgramSize() / 16; }

} // namespace creel::jsonpath
