#include "base/urlline.h"

#include <algorithm>
#include <utility>

namespace creel {

namespace {

constexpr qsizetype longestLine = 64 * 1024; // UTF-16 units; servers refuse request lines long before

bool isSlash(QChar c) { return c == u'/' || c == u'\\'; }
bool isDigit(QChar c) { return c >= u'0' && c <= u'9'; }
bool endsAuthority(QChar c) { return isSlash(c) || c == u'?' || c == u'#'; }

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

constexpr std::pair<QChar, QChar> wrappings[] = {
    {u'<', u'>'},           {u'"', u'"'},           {u'\'', u'\''},         {u'`', u'`'},
    {u'\u201c', u'\u201d'}, {u'\u201e', u'\u201c'}, {u'\u00ab', u'\u00bb'},
};

// The scheme a text begins with, as far as its form goes ("localhost" in localhost:8080 too); empty without any.
QStringView schemeForm(QStringView text)
{
    if (text.isEmpty() || !((text[0] >= u'a' && text[0] <= u'z') || (text[0] >= u'A' && text[0] <= u'Z')))
        return {};
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t c = text[i].unicode();
        if (c == u':')
            return text.first(i);
        const bool allowed = c < 0x80 && (text[i].isLetterOrNumber() || c == u'+' || c == u'-' || c == u'.');
        if (!allowed)
            return {};
    }
    return {};
}

bool isWebScheme(QStringView scheme)
{
    return scheme.compare(QLatin1String("http"), Qt::CaseInsensitive) == 0
        || scheme.compare(QLatin1String("https"), Qt::CaseInsensitive) == 0;
}

// Schemes whose URLs go without slashes, so that "tel:112" and "mailto:a@b.c" are not taken for a host with a port
// or for a user's name.
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

// example.com:8080, localhost:8080/x, user:password@host: what stands before the colon is no scheme.
bool isHostOrUser(QStringView scheme, QStringView rest)
{
    if (rest.size() >= 2 && isSlash(rest[0]) && isSlash(rest[1]))
        return false;
    if (isSlashlessScheme(scheme))
        return false;
    const auto end = std::find_if(rest.begin(), rest.end(), endsAuthority);
    const QStringView authority = rest.first(end - rest.begin());
    return scheme.contains(u'.') || authority.contains(u'@')
        || (!authority.isEmpty() && std::all_of(authority.begin(), authority.end(), isDigit));
}

UrlError error(const QString &reason) { return UrlError{reason}; }

} // namespace

QStringView unwrapped(QStringView line)
{
    QStringView text = trimmed(line);
    for (bool again = true; again && text.size() >= 2;) {
        again = false;
        for (const auto &[opening, closing] : wrappings) {
            if (text.front() != opening)
                continue;
            QStringView inner = text;
            if (inner.back() == u',' || inner.back() == u';') // an item of a list in some program's source
                inner.chop(1);
            if (inner.size() >= 2 && inner.back() == closing) {
                text = trimmed(inner.sliced(1).chopped(1));
                again = true;
                break;
            }
        }
    }
    return text;
}

Expected<Url, UrlError> urlFromLine(QStringView text)
{
    if (text.size() > longestLine)
        return Unexpected(error(QStringLiteral("The line is %1 characters long; an address may have %2 at most.")
                                    .arg(text.size())
                                    .arg(longestLine)));
    const bool twoSlashes = text.size() >= 2 && isSlash(text[0]) && isSlash(text[1]);
    if (isSlash(text[0]) && !twoSlashes)
        return Unexpected(error(QStringLiteral("The line is a path without a host name.")));
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isControl(text[i]))
            return Unexpected(error(
                text[i] == u'\t' ? QStringLiteral("The line has a tab in it, like several columns of a spreadsheet.")
                                 : QStringLiteral("The line has an invisible control character in it.")));
        if (text[i] == u' ' && isWebScheme(schemeForm(text.sliced(i + 1))))
            return Unexpected(error(QStringLiteral("The line has more than one address.")));
    }

    const QStringView scheme = schemeForm(text);
    Expected<Url, UrlError> url = Unexpected(UrlError{});
    if (isWebScheme(scheme)) {
        url = Url::parse(text);
    } else if (twoSlashes) {
        url = Url::parse(QStringLiteral("https:").append(text));
    } else if (scheme.isEmpty() || isHostOrUser(scheme, text.sliced(scheme.size() + 1))) {
        url = Url::parse(QStringLiteral("https://").append(text));
    } else if (scheme.size() == 1) {
        return Unexpected(error(QStringLiteral("The line is a file on a computer, not a web address.")));
    } else {
        return Unexpected(error(QStringLiteral("The scheme %1: is not http or https.")
                                    .arg(scheme.first(qMin<qsizetype>(scheme.size(), 40)))));
    }
    return url;
}

QString withoutUserInfo(QStringView line)
{
    if (!line.contains(u'@'))
        return line.toString();
    QString out;
    QStringView rest = line;
    const QStringView text = unwrapped(line);
    const QStringView scheme = schemeForm(text);
    bool atAuthority = false;
    // What an address without slashes begins with is its authority too, unless it is a comment or mailto: and the like.
    if (!text.isEmpty() && text.front() != u'#' && !isSlashlessScheme(scheme)) {
        qsizetype start = text.begin() - line.begin();
        if (isWebScheme(scheme))
            start += scheme.size() + 1;
        out += line.first(start);
        rest = line.sliced(start);
        atAuthority = true;
    }
    while (!rest.isEmpty()) {
        if (!atAuthority) {
            qsizetype i = 0;
            while (i + 1 < rest.size() && !(isSlash(rest[i]) && isSlash(rest[i + 1])))
                ++i;
            if (i + 1 >= rest.size())
                break;
            out += rest.first(i);
            rest = rest.sliced(i);
        }
        atAuthority = false;
        const auto *authorityBegin = std::find_if_not(rest.begin(), rest.end(), isSlash);
        out += rest.first(authorityBegin - rest.begin());
        rest = rest.sliced(authorityBegin - rest.begin());
        const auto *authorityEnd = std::find_if(rest.begin(), rest.end(), endsAuthority);
        const QStringView authority = rest.first(authorityEnd - rest.begin());
        rest = rest.sliced(authority.size());
        out += authority.sliced(authority.lastIndexOf(u'@') + 1);
    }
    return out.append(rest);
}

} // namespace creel
