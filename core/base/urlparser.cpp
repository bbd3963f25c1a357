#include "base/urlparser.h"

#include "base/percentencoding.h"
#include "base/urlhost.h"

#include <algorithm>

namespace creel {

namespace {

constexpr bool isAlpha(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
constexpr bool isDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool isSchemeCharacter(char c) { return isAlpha(c) || isDigit(c) || c == '+' || c == '-' || c == '.'; }

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

// Steps over a ? or #, which several states treat alike.
UrlParser::State UrlParser::queryOrFragment(State otherwise)
{
    if (!at('?') && !at('#'))
        return otherwise;
    return *m_pointer++ == '?' ? State::Query : State::Fragment;
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

UrlParser::State UrlParser::fail(const QString &reason)
{
    m_reason = reason;
    return State::Failure;
}

} // namespace creel
