#include "base/urlparser.h"

#include "base/percentencoding.h"
#include "base/urlhost.h"

#include <algorithm>
#include <cstring>

namespace creel {

namespace {

constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isSchemeCharacter(char c) { return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.'; }

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

quint16 defaultPort(QByteArrayView scheme)
{
    if (scheme == "https" || scheme == "wss")
        return 443;
    if (scheme == "http" || scheme == "ws")
        return 80;
    return scheme == "ftp" ? 21 : 0;
}

bool isSpecialScheme(QByteArrayView scheme) { return defaultPort(scheme) != 0 || scheme == "file"; }

UrlParser::UrlParser(QByteArrayView input, const Url *base) : m_pointer(input.begin()), m_end(input.end()), m_base(base)
{
}

Expected<Url, UrlError> UrlParser::run()
{
    State state = State::SchemeStart;
    while (state != State::Done && state != State::Failure)
        state = step(state);
    if (state == State::Failure)
        return Unexpected(UrlError{m_reason});
    return std::move(m_url);
}

UrlParser::State UrlParser::step(State state)
{
    switch (state) {
    case State::SchemeStart:
        return schemeStartState();
    case State::Scheme:
        return schemeState();
    case State::NoScheme:
        return noSchemeState();
    case State::SpecialRelativeOrAuthority:
        return specialRelativeOrAuthorityState();
    case State::PathOrAuthority:
        return pathOrAuthorityState();
    case State::Relative:
        return relativeState();
    case State::RelativeSlash:
        return relativeSlashState();
    case State::SpecialAuthoritySlashes:
        return specialAuthoritySlashesState();
    case State::SpecialAuthorityIgnoreSlashes:
        return specialAuthorityIgnoreSlashesState();
    case State::Authority:
        return authorityState();
    case State::Host:
        return hostState();
    case State::Port:
        return portState();
    case State::File:
        return fileState();
    case State::FileSlash:
        return fileSlashState();
    case State::FileHost:
        return fileHostState();
    case State::PathStart:
        return pathStartState();
    case State::Path:
        return pathState();
    case State::OpaquePath:
        return opaquePathState();
    case State::Query:
        return queryState();
    case State::Fragment:
        return fragmentState();
    case State::Done:
    case State::Failure:
        break;
    }
    return state;
}

// §4.4 scheme start state
UrlParser::State UrlParser::schemeStartState()
{
    return !atEnd() && isAlpha(*m_pointer) ? State::Scheme : State::NoScheme;
}

// §4.4 scheme state
UrlParser::State UrlParser::schemeState()
{
    const char *colon = std::find_if_not(m_pointer, m_end, isSchemeCharacter);
    if (colon == m_end || *colon != ':')
        return State::NoScheme;
    setScheme(take(colon));
    ++m_pointer;
    if (m_url.m_scheme == "file")
        return State::File;
    if (m_special && m_base && m_base->m_scheme == m_url.m_scheme)
        return State::SpecialRelativeOrAuthority;
    if (m_special)
        return State::SpecialAuthoritySlashes;
    if (at('/')) {
        ++m_pointer;
        return State::PathOrAuthority;
    }
    m_url.m_opaquePath = true;
    return State::OpaquePath;
}

// §4.4 no scheme state
UrlParser::State UrlParser::noSchemeState()
{
    if (!m_base || (m_base->m_opaquePath && !at('#')))
        return fail(QStringLiteral("The address has no scheme such as https:."));
    if (m_base->m_opaquePath) {
        m_url = *m_base;
        m_special = false;
        return queryOrFragment(State::Done);
    }
    return m_base->m_scheme == "file" ? State::File : State::Relative;
}

// §4.4 special relative or authority state
UrlParser::State UrlParser::specialRelativeOrAuthorityState()
{
    if (!at('/') || !at('/', 1))
        return State::Relative;
    m_pointer += 2;
    return State::SpecialAuthorityIgnoreSlashes;
}

// §4.4 path or authority state
UrlParser::State UrlParser::pathOrAuthorityState()
{
    if (!at('/'))
        return State::Path;
    ++m_pointer;
    return State::Authority;
}

// §4.4 relative state
UrlParser::State UrlParser::relativeState()
{
    setScheme(m_base->m_scheme);
    if (atSlash()) {
        ++m_pointer;
        return State::RelativeSlash;
    }
    copyHostFromBase();
    m_url.m_path = m_base->m_path;
    m_url.m_query = m_base->m_query;
    if (atEnd() || at('?') || at('#'))
        return queryOrFragment(State::Done);
    m_url.m_query.reset();
    shortenPath();
    return State::Path;
}

// §4.4 relative slash state
UrlParser::State UrlParser::relativeSlashState()
{
    if (atSlash()) {
        ++m_pointer;
        return m_special ? State::SpecialAuthorityIgnoreSlashes : State::Authority;
    }
    copyHostFromBase();
    return State::Path;
}

// §4.4 special authority slashes state
UrlParser::State UrlParser::specialAuthoritySlashesState()
{
    if (at('/') && at('/', 1))
        m_pointer += 2;
    return State::SpecialAuthorityIgnoreSlashes;
}

// §4.4 special authority ignore slashes state: what people write behind http: is forgiven
UrlParser::State UrlParser::specialAuthorityIgnoreSlashesState()
{
    while (at('/') || at('\\'))
        ++m_pointer;
    return State::Authority;
}

// §4.4 authority state: all before the last @ is user info, and its first colon begins the password
UrlParser::State UrlParser::authorityState()
{
    const char *end = std::find_if(m_pointer, m_end, [this](char c) { return endsAuthority(c); });
    const QByteArrayView authority(m_pointer, end);
    const qsizetype at = authority.lastIndexOf('@');
    if (at < 0)
        return State::Host;
    if (at + 1 == authority.size())
        return fail(QStringLiteral("The host name is missing behind the @."));
    const QByteArrayView userinfo = authority.first(at);
    const qsizetype colon = userinfo.indexOf(':');
    appendPercentEncoded(m_url.m_username, colon < 0 ? userinfo : userinfo.first(colon), userinfoSet);
    if (colon >= 0)
        appendPercentEncoded(m_url.m_password, userinfo.sliced(colon + 1), userinfoSet);
    m_pointer += at + 1;
    return State::Host;
}

// §4.4 host state
UrlParser::State UrlParser::hostState()
{
    bool insideBrackets = false;
    const char *end = m_pointer;
    for (; end != m_end && !endsAuthority(*end) && (*end != ':' || insideBrackets); ++end) {
        if (*end == '[')
            insideBrackets = true;
        else if (*end == ']')
            insideBrackets = false;
    }
    const bool portFollows = end != m_end && *end == ':';
    const QByteArrayView text = take(end);
    if (text.isEmpty() && (portFollows || m_special))
        return fail(QStringLiteral("The host name is missing."));
    if (text.isEmpty()) {
        setHost({});
        return State::PathStart;
    }
    auto host = parseHost(text, !m_special);
    if (!host)
        return fail(host.error().reason);
    setHost(std::move(*host));
    if (!portFollows)
        return State::PathStart;
    ++m_pointer;
    return State::Port;
}

// §4.4 port state
UrlParser::State UrlParser::portState()
{
    const QByteArrayView digits = take(std::find_if_not(m_pointer, m_end, isDigit));
    if (!atEnd() && !endsAuthority(*m_pointer))
        return fail(QStringLiteral("The port behind the host name is not a number."));
    unsigned port = 0;
    for (const char digit : digits) {
        port = port * 10 + unsigned(digit - '0');
        if (port > 65535)
            return fail(QStringLiteral("The port is greater than 65535."));
    }
    if (!digits.isEmpty() && (!m_special || port != defaultPort(m_url.m_scheme)))
        m_url.m_port = quint16(port);
    return State::PathStart;
}

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

// Steps over a ? or #, which several states treat alike.
UrlParser::State UrlParser::queryOrFragment(State otherwise)
{
    if (!at('?') && !at('#'))
        return otherwise;
    return *m_pointer++ == '?' ? State::Query : State::Fragment;
}

// §4.2 starts with a Windows drive letter
bool UrlParser::atWindowsDriveLetter() const
{
    const QByteArrayView rest(m_pointer, m_end);
    if (rest.size() < 2 || !isWindowsDriveLetter(rest.first(2)))
        return false;
    return rest.size() == 2 || rest[2] == '/' || rest[2] == '\\' || rest[2] == '?' || rest[2] == '#';
}

QByteArrayView UrlParser::take(const char *until)
{
    const QByteArrayView taken(m_pointer, until);
    m_pointer = until;
    return taken;
}

void UrlParser::setScheme(QByteArrayView scheme)
{
    // Nearly every scheme is one of two, which are worth no allocation.
    if (scheme == "https")
        m_url.m_scheme = QByteArrayLiteral("https");
    else if (scheme == "http")
        m_url.m_scheme = QByteArrayLiteral("http");
    else
        m_url.m_scheme = scheme.toByteArray().toLower();
    m_special = isSpecialScheme(m_url.m_scheme);
}

void UrlParser::setHost(QByteArray host)
{
    m_url.m_host = std::move(host);
    m_url.m_hasHost = true;
}

void UrlParser::copyHostFromBase()
{
    m_url.m_username = m_base->m_username;
    m_url.m_password = m_base->m_password;
    m_url.m_host = m_base->m_host;
    m_url.m_hasHost = m_base->m_hasHost;
    m_url.m_port = m_base->m_port;
}

// §4.4 shorten a URL's path; a file URL keeps its drive
void UrlParser::shortenPath()
{
    QByteArray &path = m_url.m_path;
    if (m_url.m_scheme == "file" && path.size() == 3 && isAlpha(path[1]) && path[2] == ':')
        return;
    path.truncate(qMax<qsizetype>(path.lastIndexOf('/'), 0));
}

UrlParser::State UrlParser::fail(const QString &reason)
{
    m_reason = reason;
    return State::Failure;
}

} // namespace creel
