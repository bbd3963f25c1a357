#include "parse/extras/securityheaders.h"

#include "parse/ascii.h"

#include <algorithm>

namespace creel {

namespace {

QStringList namesOf(const ExtractionPage &page, bool wanted)
{
    QStringList names;
    if (page.headers.isEmpty())
        return names;
    for (const char *name : {"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options",
                             "X-Frame-Options", "Referrer-Policy", "Permissions-Policy"}) {
        const bool counts = QByteArrayView(name) != "Strict-Transport-Security" || page.url.startsWith("https:");
        const bool isThere =
            counts && std::any_of(page.headers.begin(), page.headers.end(), [name](const auto &field) {
                return equalsIgnoringAsciiCase(field.first, name) && !trimAsciiSpace(field.second).isEmpty();
            });
        if (isThere == wanted)
            names << QString::fromLatin1(name);
    }
    return names;
}

} // namespace

QStringList securityHeaders(const ExtractionPage &page) { return namesOf(page, true); }
QStringList missingSecurityHeaders(const ExtractionPage &page) { return namesOf(page, false); }

} // namespace creel
