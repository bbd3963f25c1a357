#include "base/urlline.h"

#include "base/ipaddress.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {

constexpr qsizetype longestLine = 64 * 1024; // UTF-16 units; servers refuse a request line long before

bool isSlash(QChar c) { return c == u'/' || c == u'\\'; }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }
bool isLetter(QChar c) { return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z'); }
bool isControl(QChar c) { return c < u' ' || (c >= u'\x7f' && c <= u'\x9f'); }

// White space, and marks that nobody sees: NUL and other controls, BOM, zero-width and bidi marks.
bool isInvisible(QChar c) { return c.isSpace() || isControl(c) || c.category() == QChar::Other_Format; }

QStringView trimmed(QStringView text)
{
    while (!text.isEmpty() && isInvisible(text.front()))
        text = text.sliced(1);
    while (!text.isEmpty() && isInvisible(text.back()))
        text.chop(1);
    return text;
}

constexpr std::pair<char16_t, char16_t> wrappings[] = {
    {u'<', u'>'},           {u'"', u'"'},           {u'\'', u'\''},         {u'`', u'`'},           {u'(', u')'},
    {u'\u201c', u'\u201d'}, {u'\u201e', u'\u201c'}, {u'\u2018', u'\u2019'}, {u'\u00ab', u'\u00bb'},
};

// One pair of quotes or brackets less; the same text where there is none.
QStringView withoutOneWrapping(QStringView text)
{
    for (const auto &[opening, closing] : wrappings) {
        if (!text.startsWith(opening))
            continue;
        QStringView inner = text.sliced(1);
        if (inner.endsWith(u',') || inner.endsWith(u';')) // "https://…", as an item of a list in some program's text
            inner.chop(1);
        if (inner.endsWith(closing))
            return trimmed(inner.chopped(1));
    }
    return text;
}

QStringView authorityOf(QStringView text)
{
    const auto ends = [](QChar c) { return isSlash(c) || c == u'?' || c == u'#'; };
    return text.first(std::find_if(text.begin(), text.end(), ends) - text.begin());
}

bool beginsWithTwoSlashes(QStringView text) { return text.size() >= 2 && isSlash(text[0]) && isSlash(text[1]); }

bool beginsWithWebAddress(QStringView text)
{
    const QStringView scheme = schemeForm(text);
    return isWebScheme(scheme) && beginsWithTwoSlashes(text.sliced(scheme.size() + 1));
}

// example.com:8080, localhost:8080/x, user:password@host: what stands before the colon is no scheme.
bool isHostOrUser(QStringView scheme, QStringView rest)
{
    if (beginsWithTwoSlashes(rest) || isSlashlessScheme(scheme))
        return false;
    const QStringView authority = authorityOf(rest);
    const bool isPort = authority.size() <= 5 && std::all_of(authority.begin(), authority.end(), isDigit)
        && (!authority.isEmpty() || rest.isEmpty());
    return isPort || scheme.contains(u'.') || rest.contains(u'@');
}

Unexpected<UrlError> error(const QString &reason) { return Unexpected(UrlError{reason}); }

// The standard lets a URL's host be more than a name in the DNS can be. Nothing answers there, so it is a slip.
QString whyNoSuchHost(const QByteArray &host)
{
    if (host.startsWith('[') || endsInANumber(host))
        return {};
    for (const char c : host) {
        const bool usual = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_' || c == '.';
        if (!usual)
            return QStringLiteral("The host name contains the character %1, which no host name has.")
                .arg(QLatin1Char(c));
    }
    QByteArrayView rest = host;
    if (rest.endsWith('.'))
        rest.chop(1);
    for (qsizetype dot = 0; dot >= 0; rest = rest.sliced(dot + 1)) {
        dot = rest.indexOf('.');
        const qsizetype labelSize = dot < 0 ? rest.size() : dot;
        if (labelSize == 0)
            return QStringLiteral("The host name begins with a dot, or has two dots in a row.");
        if (labelSize > 63) // RFC 1035 §2.3.4
            return QStringLiteral("A part of the host name is longer than 63 characters.");
    }
    return {};
}

} // namespace

QStringView unwrapped(QStringView line)
{
    QStringView text = trimmed(line);
    for (qsizetype before = -1; before != text.size();) {
        before = text.size();
        text = withoutOneWrapping(text);
    }
    return text;
}

QStringView schemeForm(QStringView text)
{
    const auto ends = [](QChar c) { return !isLetter(c) && !isDigit(c) && c != u'+' && c != u'-' && c != u'.'; };
    const qsizetype length = std::find_if(text.begin(), text.end(), ends) - text.begin();
    const bool isScheme = length > 0 && isLetter(text[0]) && text.sliced(length).startsWith(u':');
    return isScheme ? text.first(length) : QStringView();
}

bool isWebScheme(QStringView scheme)
{
    return scheme.compare(QLatin1String("http"), Qt::CaseInsensitive) == 0
        || scheme.compare(QLatin1String("https"), Qt::CaseInsensitive) == 0;
}

bool isSlashlessScheme(QStringView scheme)
{
    static constexpr const char *names[] = {
        "about", "blob", "callto", "data",  "file", "ftp", "geo", "javascript",  "magnet",   "mailto",
        "news",  "sip",  "sips",   "skype", "sms",  "tel", "urn", "view-source", "whatsapp", "xmpp",
    };
    return std::any_of(std::begin(names), std::end(names), [scheme](const char *name) {
        return scheme.compare(QLatin1String(name), Qt::CaseInsensitive) == 0;
    });
}

Expected<Url, UrlError> urlFromLine(QStringView text)
{
    if (text.size() > longestLine)
        return error(
            QStringLiteral("The line has %1 characters; an address has %2 at most.").arg(text.size()).arg(longestLine));
    if (isSlash(text[0]) && !beginsWithTwoSlashes(text))
        return error(QStringLiteral("The line is a path without a host name."));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\t')
            return error(QStringLiteral("The line has a tab in it, like several columns of a spreadsheet."));
        if (isControl(text[i]))
            return error(QStringLiteral("The line has an invisible control character in it."));
        if (text[i] == u' ' && beginsWithWebAddress(text.sliced(i + 1)))
            return error(QStringLiteral("The line has more than one address, or other words before it."));
    }

    const QStringView scheme = schemeForm(text);
    QString withScheme;
    if (!isWebScheme(scheme)) {
        if (beginsWithTwoSlashes(text))
            withScheme = QStringLiteral("https:").append(text);
        else if (scheme.isEmpty() || isHostOrUser(scheme, text.sliced(scheme.size() + 1)))
            withScheme = QStringLiteral("https://").append(text);
        else if (scheme.size() == 1)
            return error(QStringLiteral("The line is a file on a computer, not a web address."));
        else
            return error(QStringLiteral("The scheme %1: is not http or https.")
                             .arg(scheme.first(qMin<qsizetype>(scheme.size(), 40))));
    }

    auto url = Url::parse(withScheme.isEmpty() ? text : QStringView(withScheme));
    if (!url)
        return url;
    if (const QString why = whyNoSuchHost(url->host()); !why.isEmpty())
        return error(why);
    // 12345 and 3.14 are IPv4 addresses to the standard, but a person who pasted them without a scheme meant a number.
    if (!withScheme.isEmpty() && endsInANumber(url->host()) && authorityOf(text).count(u'.') < 3
        && !beginsWithTwoSlashes(text))
        return error(QStringLiteral("The line is a number, not a web address."));
    return url;
}

} // namespace creel
