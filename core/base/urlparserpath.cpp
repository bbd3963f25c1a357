#include "base/urlparser.h"

#include "base/percentencoding.h"
#include "base/urlhost.h"

#include <algorithm>

// The second half of the parser: the states of file URLs, and those from the path to the end.

namespace creel {

namespace {

constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// §4.2 a Windows drive letter: C: or C|, and nothing else
bool isWindowsDriveLetter(QByteArrayView text)
{
    return text.size() == 2 && isAlpha(text[0]) && (text[1] == ':' || text[1] == '|');
}

// The number of dots in a path segment that is nothing but dots, each as "." or "%2e" (§4.2); 0 for any other segment.
int dotsOf(QByteArrayView segment)
{
    int dots = 0;
    while (!segment.isEmpty()) {
        if (segment.startsWith('.'))
            segment = segment.sliced(1);
        else if (segment.startsWith("%2e") || segment.startsWith("%2E"))
            segment = segment.sliced(3);
        else
            return 0;
        ++dots;
    }
    return dots;
}

constexpr int singleDot = 1;
constexpr int doubleDot = 2;

} // namespace

// §4.4 file state
UrlParser::State UrlParser::fileState()
{
    setScheme("file");
    setHost({});
    if (atSlash()) {
        ++m_pointer;
        return State::FileSlash;
    }
    if (!m_base || m_base->m_scheme != "file")
        return State::Path;
    m_url.m_host = m_base->m_host;
    m_url.m_path = m_base->m_path;
    m_url.m_query = m_base->m_query;
    if (atEnd() || at('?') || at('#'))
        return queryOrFragment(State::Done);
    m_url.m_query.reset();
    if (atWindowsDriveLetter())
        m_url.m_path.clear();
    else
        shortenPath();
    return State::Path;
}

// §4.4 file slash state
UrlParser::State UrlParser::fileSlashState()
{
    if (atSlash()) {
        ++m_pointer;
        return State::FileHost;
    }
    if (m_base && m_base->m_scheme == "file") {
        m_url.m_host = m_base->m_host;
        const QByteArrayView basePath = m_base->m_path; // "/C:" or "/C:/…" keeps its drive
        const bool hasDrive = basePath.size() >= 3 && isAlpha(basePath[1]) && basePath[2] == ':'
            && (basePath.size() == 3 || basePath[3] == '/');
        if (hasDrive && !atWindowsDriveLetter())
            m_url.m_path = basePath.first(3).toByteArray();
    }
    return State::Path;
}

// §4.4 file host state
UrlParser::State UrlParser::fileHostState()
{
    const char *end = std::find_if(m_pointer, m_end, [this](char c) { return endsAuthority(c); });
    const QByteArrayView text(m_pointer, end);
    if (isWindowsDriveLetter(text))
        return State::Path; // file://C:/x: the letter is the first segment
    m_pointer = end;
    if (!text.isEmpty()) {
        auto host = parseHost(text, false);
        if (!host)
            return fail(host.error().reason);
        setHost(*host == "localhost" ? QByteArray() : std::move(*host));
    }
    return State::PathStart;
}

// §4.4 path start state
UrlParser::State UrlParser::pathStartState()
{
    if (!m_special && (atEnd() || at('?') || at('#')))
        return queryOrFragment(State::Done);
    if (atSlash())
        ++m_pointer;
    return State::Path;
}

// §4.4 path state. The path's segments are kept as they are serialised, each behind a slash.
UrlParser::State UrlParser::pathState()
{
    QByteArray &path = m_url.m_path;
    path.reserve(path.size() + (m_end - m_pointer) + 1);
    for (bool slashFollows = true; slashFollows;) {
        const QByteArrayView segment =
            take(std::find_if(m_pointer, m_end, [this](char c) { return endsAuthority(c); }));
        slashFollows = atSlash();
        const int dots = dotsOf(segment);
        if (dots == doubleDot)
            shortenPath();
        if (dots != singleDot && dots != doubleDot) {
            const bool isDrive = m_url.m_scheme == "file" && path.isEmpty() && isWindowsDriveLetter(segment);
            path += '/';
            appendPercentEncoded(path, segment, pathSet);
            if (isDrive)
                path.back() = ':';
        } else if (!slashFollows) {
            path += '/';
        }
        if (slashFollows)
            ++m_pointer;
    }
    return queryOrFragment(State::Done);
}

// §4.4 opaque path state: a space at its very end, or before ? or #, would not survive the next parser
UrlParser::State UrlParser::opaquePathState()
{
    const QByteArrayView text = take(std::find_if(m_pointer, m_end, [](char c) { return c == '?' || c == '#'; }));
    appendPercentEncoded(m_url.m_path, text, c0ControlSet);
    if (!atEnd() && text.endsWith(' ')) {
        m_url.m_path.chop(1);
        m_url.m_path += "%20";
    }
    return queryOrFragment(State::Done);
}

// §4.4 query state
UrlParser::State UrlParser::queryState()
{
    const QByteArrayView text = take(std::find(m_pointer, m_end, '#'));
    appendPercentEncoded(m_url.m_query.emplace(), text, m_special ? specialQuerySet : querySet);
    return queryOrFragment(State::Done);
}

// §4.4 fragment state
UrlParser::State UrlParser::fragmentState()
{
    appendPercentEncoded(m_url.m_fragment.emplace(), take(m_end), fragmentSet);
    return State::Done;
}

// §4.2 starts with a Windows drive letter
bool UrlParser::atWindowsDriveLetter() const
{
    const QByteArrayView rest(m_pointer, m_end);
    if (rest.size() < 2 || !isWindowsDriveLetter(rest.first(2)))
        return false;
    return rest.size() == 2 || rest[2] == '/' || rest[2] == '\\' || rest[2] == '?' || rest[2] == '#';
}

// §4.4 shorten a URL's path; a file URL keeps its drive
void UrlParser::shortenPath()
{
    QByteArray &path = m_url.m_path;
    if (m_url.m_scheme == "file" && path.size() == 3 && isAlpha(path[1]) && path[2] == ':')
        return;
    path.truncate(qMax<qsizetype>(path.lastIndexOf('/'), 0));
}

} // namespace creel
