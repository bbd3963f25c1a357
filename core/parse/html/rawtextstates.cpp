// Where RCDATA, RAWTEXT and script data end (§13.2.5.9–31). Their characters are read elsewhere: here only positions move, and
// "emit" of the standard means to go past.

#include "parse/ascii.h"
#include "parse/html/scan.h"
#include "parse/html/tokenizer.h"

namespace creel::html {
namespace {

bool endsTagName(char c) { return isAsciiSpace(c) || c == '/' || c == '>'; }

} // namespace

/// `</` and the name of the element that the text belongs to, and that is all of the name.
bool Tokenizer::isAppropriateEndTag(const char *lessThan) const
{
    const qsizetype size = m_endTag.size();
    return size != 0 && m_end - lessThan > size + 2 && lessThan[1] == '/' && endsTagName(lessThan[size + 2])
        && equalsIgnoringAsciiCase({lessThan + 2, size}, m_endTag);
}

const char *Tokenizer::findEndOfRawText() const
{
    const char *at = m_at;
    // §13.2.5.9 RCDATA less-than sign, .10 RCDATA end tag open, .11 RCDATA end tag name; .12–14 the same for RAWTEXT
    while ((at = findAny<'<'>(at, m_end)) != m_end && !isAppropriateEndTag(at))
        ++at;
    return at;
}

const char *Tokenizer::findEndOfScriptData() const
{
    const char *at = m_at;
    const char *name = nullptr; // the standard's temporary buffer begins here
    const auto is = [&at, this](char c) { return at != m_end && *at == c; };
    const auto isScript = [&at, &name] { return equalsIgnoringAsciiCase({name, at}, "script"); };

scriptData: // §13.2.5.4
    at = findAny<'<'>(at, m_end);
    if (at == m_end)
        return m_end;

    // §13.2.5.15 Script data less-than sign, .16 Script data end tag open, .17 Script data end tag name
    if (isAppropriateEndTag(at))
        return at;
    ++at;
    if (!is('!'))
        goto scriptData;
    ++at;

    // §13.2.5.18 Script data escape start, .19 Script data escape start dash
    for (int dash = 0; dash < 2; ++dash, ++at) {
        if (!is('-'))
            goto scriptData;
    }
    goto scriptDataEscapedDashDash;

scriptDataEscaped: // §13.2.5.20
    at = findAny<'-', '<'>(at, m_end);
    if (is('<'))
        goto scriptDataEscapedLessThanSign;
    if (at == m_end)
        return m_end;
    ++at;

    // §13.2.5.21 Script data escaped dash
    if (!is('-'))
        goto scriptDataEscaped;
    ++at;

scriptDataEscapedDashDash: // §13.2.5.22
    while (is('-'))
        ++at;
    if (!is('>'))
        goto scriptDataEscaped;
    ++at;
    goto scriptData;

scriptDataEscapedLessThanSign: // §13.2.5.23; .24 Script data escaped end tag open, .25 Script data escaped end tag name
    if (isAppropriateEndTag(at))
        return at;
    name = ++at;

    // §13.2.5.26 Script data double escape start
    while (at != m_end && isAsciiAlpha(*at))
        ++at;
    if (at == m_end || !endsTagName(*at) || !isScript())
        goto scriptDataEscaped;
    ++at;

scriptDataDoubleEscaped: // §13.2.5.27
    at = findAny<'-', '<'>(at, m_end);
    if (is('<'))
        goto scriptDataDoubleEscapedLessThanSign;
    if (at == m_end)
        return m_end;
    ++at;

    // §13.2.5.28 Script data double escaped dash
    if (!is('-'))
        goto scriptDataDoubleEscaped;
    ++at;

    // §13.2.5.29 Script data double escaped dash dash
    while (is('-'))
        ++at;
    if (!is('>'))
        goto scriptDataDoubleEscaped;
    ++at;
    goto scriptData;

scriptDataDoubleEscapedLessThanSign: // §13.2.5.30
    ++at;
    if (!is('/'))
        goto scriptDataDoubleEscaped;
    name = ++at;

    // §13.2.5.31 Script data double escape end
    while (at != m_end && isAsciiAlpha(*at))
        ++at;
    if (at == m_end || !endsTagName(*at) || !isScript())
        goto scriptDataDoubleEscaped;
    ++at;
    goto scriptDataEscaped;
}

} // namespace creel::html
