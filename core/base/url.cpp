#include "base/url.h"

#include "base/urlparser.h"

#include <algorithm>

namespace creel {

namespace {

constexpr bool isC0ControlOrSpace(char c) { return uchar(c) <= 0x20; }
constexpr bool isTabOrNewline(char c) { return c == '\t' || c == '\n' || c == '\r'; }

// UTF-16 from anywhere may hold lone surrogates. Strings of the standard don't: they are U+FFFD there (Infra §4.6).
QByteArray toUtf8(QStringView text)
{
    if (text.isValidUtf16())
        return text.toUtf8();
    QString mended = text.toString();
    for (qsizetype i = 0; i < mended.size(); ++i) {
        if (mended[i].isHighSurrogate() && i + 1 < mended.size() && mended[i + 1].isLowSurrogate())
            ++i;
        else if (mended[i].isSurrogate())
            mended[i] = QChar::ReplacementCharacter;
    }
    return mended.toUtf8();
}

} // namespace

Expected<Url, UrlError> Url::parse(QStringView input, const Url *base)
{
    return parse(QByteArrayView(toUtf8(input)), base);
}

Expected<Url, UrlError> Url::parse(QByteArrayView utf8, const Url *base)
{
    // §4.4 step 1: without leading and trailing C0 controls and spaces
    const auto *begin = std::find_if_not(utf8.begin(), utf8.end(), isC0ControlOrSpace);
    const auto *end = utf8.end();
    while (end != begin && isC0ControlOrSpace(end[-1]))
        --end;
    // §4.4 step 3: without any tab or newline
    if (std::none_of(begin, end, isTabOrNewline))
        return UrlParser(QByteArrayView(begin, end), base).run();
    QByteArray cleaned;
    cleaned.reserve(end - begin);
    std::copy_if(begin, end, std::back_inserter(cleaned), [](char c) { return !isTabOrNewline(c); });
    return UrlParser(cleaned, base).run();
}

quint16 Url::port() const { return m_port.value_or(defaultPort(m_scheme)); }

QByteArray Url::origin() const { return m_scheme + "://" + hostHeader(); }

QByteArray Url::hostHeader() const { return m_port ? m_host + ':' + QByteArray::number(*m_port) : m_host; }

QByteArray Url::requestTarget() const
{
    QByteArray target = m_path.isEmpty() ? QByteArray("/") : m_path;
    if (m_query)
        target += '?' + *m_query;
    return target;
}

// §4.5 the URL serializer
QByteArray Url::serialized(Credentials credentials, Fragment fragment) const
{
    QByteArray out;
    out.reserve(m_scheme.size() + m_username.size() + m_password.size() + m_host.size() + m_path.size()
                + (m_query ? m_query->size() : 0) + (m_fragment ? m_fragment->size() : 0) + 16);
    out += m_scheme;
    out += ':';
    if (m_hasHost) {
        out += "//";
        if (hasCredentials() && credentials == Credentials::Included) {
            out += m_username;
            if (!m_password.isEmpty())
                out.append(':').append(m_password);
            out += '@';
        }
        out += m_host;
        if (m_port)
            out.append(':').append(QByteArray::number(*m_port));
    } else if (!m_opaquePath && m_path.startsWith("//")) {
        out += "/."; // or the path would read as a host
    }
    out += m_path;
    if (m_query)
        out.append('?').append(*m_query);
    if (m_fragment && fragment == Fragment::Included)
        out.append('#').append(*m_fragment);
    return out;
}

QByteArray Url::href() const { return serialized(Credentials::Included, Fragment::Included); }

QByteArray Url::display() const { return serialized(Credentials::Excluded, Fragment::Included); }

QByteArray Url::dedupeKey() const { return serialized(Credentials::Excluded, Fragment::Excluded); }

} // namespace creel
