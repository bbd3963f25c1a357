#include "parse/extras/words.h"

#include <string_view>

namespace creel {

namespace {

/// The values of Word_Break (UAX #29, table 3) that decide about words; and letters that are words of their own.
enum Class : quint8 {
    Other,
    Extender, ///< Extend, Format, ZWJ: they belong to what stands before them (WB4)
    Letter,
    Hebrew,
    Katakana,
    Numeric,
    ExtendNumLet,
    MidLetter,
    MidNum,
    MidNumLet,
    SingleQuote,
    DoubleQuote,
    Complex, ///< of a script that needs a dictionary
    Single,  ///< Han, Hiragana, numbers that are no digits
};

bool isOneOf(char32_t character, std::u32string_view set) { return set.find(character) != set.npos; }

Class classOfLetter(char32_t character)
{
    switch (QChar::script(character)) {
    case QChar::Script_Hebrew:
        return Hebrew;
    case QChar::Script_Katakana:
        return Katakana;
    case QChar::Script_Thai:
    case QChar::Script_Lao:
    case QChar::Script_Khmer:
    case QChar::Script_Myanmar:
        return Complex;
    case QChar::Script_Han:
    case QChar::Script_Hiragana:
        return Single;
    default:
        return character == U'\u30FC' || character == U'\uFF70' ? Katakana : Letter; // they are of two scripts
    }
}

Class classOf(char32_t character)
{
    if (character < 0x80) {
        if ((character | 0x20) >= 'a' && (character | 0x20) <= 'z')
            return Letter;
        if (character >= '0' && character <= '9')
            return Numeric;
        switch (character) {
        case '_':
            return ExtendNumLet;
        case '\'':
            return SingleQuote;
        case '"':
            return DoubleQuote;
        case '.':
            return MidNumLet;
        case ':':
            return MidLetter;
        case ',':
        case ';':
            return MidNum;
        default:
            return Other;
        }
    }
    if (isOneOf(character, U"\u00B7\u0387\u055F\u05F4\u2027\uFE13\uFE55\uFF1A"))
        return MidLetter;
    if (isOneOf(character, U"\u037E\u0589\u060C\u060D\u066C\u07F8\u2044\uFE10\uFE14\uFE50\uFE54\uFF0C\uFF1B"))
        return MidNum;
    if (isOneOf(character, U"\u2018\u2019\u2024\uFE52\uFF07\uFF0E"))
        return MidNumLet;
    if (character == U'\u066B')
        return Numeric;
    if (character == U'\u05F3') // a sign that is used as a letter
        return Letter;
    switch (QChar::category(character)) {
    case QChar::Mark_NonSpacing:
    case QChar::Mark_SpacingCombining:
    case QChar::Mark_Enclosing:
        return Extender;
    case QChar::Other_Format:
        return character == U'\u200B' ? Other : Extender;
    case QChar::Number_DecimalDigit:
        return Numeric;
    case QChar::Number_Letter:
    case QChar::Letter_Uppercase:
    case QChar::Letter_Lowercase:
    case QChar::Letter_Titlecase:
    case QChar::Letter_Modifier:
    case QChar::Letter_Other:
        return classOfLetter(character);
    case QChar::Number_Other:
        return Single;
    case QChar::Punctuation_Connector:
        return ExtendNumLet;
    default:
        return character == U'\u202F' ? ExtendNumLet : Other;
    }
}

bool isLetter(quint8 kind) { return kind == Letter || kind == Hebrew; }
bool isPart(quint8 kind) { return isLetter(kind) || kind == Numeric || kind == Katakana; }

/// Whether there is no boundary between two that stand side by side: WB5, WB8 to WB10, WB13 to WB13b.
bool stickTogether(quint8 before, quint8 behind)
{
    if (before == ExtendNumLet || behind == ExtendNumLet)
        return (isPart(before) || before == ExtendNumLet) && (isPart(behind) || behind == ExtendNumLet);
    if (before == Katakana || behind == Katakana)
        return before == behind;
    return isPart(before) && isPart(behind);
}

/// Whether there is none on either side of the one in the middle: WB6, WB7, WB7b, WB7c, WB11, WB12.
bool stickThrough(quint8 before, quint8 middle, quint8 behind)
{
    if (isLetter(before) && isLetter(behind) && (middle == MidLetter || middle == MidNumLet || middle == SingleQuote))
        return true;
    if (before == Hebrew && middle == DoubleQuote && behind == Hebrew)
        return true;
    return before == Numeric && behind == Numeric && (middle == MidNum || middle == MidNumLet || middle == SingleQuote);
}

} // namespace

bool Words::next()
{
    while (m_end < m_text.size()) {
        m_begin = m_end;
        const Class first = classOf(takeCharacter(m_text, m_end));
        if (isPart(first) || first == ExtendNumLet) {
            readWord(first);
            for (qsizetype at = m_begin; at < m_end;) // "_" alone is none
                if (QChar::isLetterOrNumber(takeCharacter(m_text, at)))
                    return true;
        } else if (first == Complex) {
            readRun();
            return true;
        } else if (first == Single) {
            skipExtenders();
            return true;
        }
    }
    return false;
}

void Words::skipExtenders()
{
    for (qsizetype at = m_end; at < m_text.size(); m_end = at)
        if (classOf(takeCharacter(m_text, at)) != Extender)
            return;
}

void Words::readWord(quint8 first)
{
    quint8 last = first;
    for (;;) {
        skipExtenders();
        if (m_end == m_text.size())
            return;
        qsizetype at = m_end;
        const Class middle = classOf(takeCharacter(m_text, at));
        if (stickTogether(last, middle)) {
            last = middle;
            m_end = at;
            continue;
        }
        const qsizetype end = m_end;
        m_end = at;
        skipExtenders();
        at = m_end;
        const Class behind = m_end < m_text.size() ? classOf(takeCharacter(m_text, at)) : Other;
        if (!stickThrough(last, middle, behind)) {
            m_end = last == Hebrew && middle == SingleQuote ? m_end : end; // WB7a
            return;
        }
        last = behind;
        m_end = at;
    }
}

void Words::readRun()
{
    for (qsizetype at = m_end; at < m_text.size(); m_end = at) {
        const Class next = classOf(takeCharacter(m_text, at));
        if (next != Complex && next != Extender)
            return;
    }
}

qsizetype countWords(QStringView text)
{
    qsizetype count = 0;
    for (Words words(text); words.next();)
        ++count;
    return count;
}

} // namespace creel
