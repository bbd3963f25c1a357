#include "parse/extras/language.h"

#include "parse/ascii.h"
#include "parse/css/language.h"

namespace creel {

namespace {

/// RFC 9110 §8.5: several languages, in one field or in several, say that it is for all their readers: none is the page's.
QByteArrayView languageOfHeaders(const QList<std::pair<QByteArray, QByteArray>> &headers)
{
    QByteArrayView found;
    for (const auto &[name, value] : headers) {
        if (!equalsIgnoringAsciiCase(name, "Content-Language"))
            continue;
        const QByteArrayView language = trimAsciiSpace(value);
        if (!found.isEmpty() || language.contains(','))
            return {};
        found = language;
    }
    return found;
}

} // namespace

QString declaredLanguage(const ExtractionPage &page, Steps &steps)
{
    QByteArrayView language = trimAsciiSpace(css::Languages(page.document, steps).of(page.document.documentElement()));
    if (language.isNull()) // an empty one says that it is unknown
        language = languageOfHeaders(page.headers);
    return canonicalLanguageTag(language);
}

QString canonicalLanguageTag(QByteArrayView tag)
{
    QString made = QString::fromUtf8(tag).toLower().replace(u'_', u'-');
    bool isExtension = false; // behind a singleton all is lower case
    for (qsizetype begin = 0; begin < made.size();) {
        qsizetype end = made.indexOf(u'-', begin);
        end = end < 0 ? made.size() : end;
        const qsizetype size = end - begin;
        isExtension = isExtension || size == 1;
        if (begin > 0 && !isExtension && (size == 2 || size == 4)) {
            const qsizetype upper = size == 2 ? 2 : 1;
            for (qsizetype i = begin; i < begin + upper; ++i)
                made[i] = made[i].toUpper();
        }
        begin = end + 1;
    }
    return made;
}

} // namespace creel
