#pragma once

#include "base/expected.h"
#include "base/url.h"

#include <QStringView>

namespace creel {

/// A pasted line without what people and programs put around a URL: white space, invisible marks, quotes, <…>.
QStringView unwrapped(QStringView line);

/// Reads `text` (unwrapped, not empty) as a browser's URL bar would, except that nothing is a search, and that only http
/// and https with a host that can exist in the DNS are accepted. The result may have user info; a reason never has.
Expected<Url, UrlError> urlFromLine(QStringView text);

/// The scheme a text begins with, as far as its form goes: "localhost" of "localhost:8080" too. Empty without any.
QStringView schemeForm(QStringView text);
bool isWebScheme(QStringView scheme); ///< http or https, in any case
/// A scheme whose URLs have no slashes, so that "tel:112" and "mailto:jane@example.com" are no host with a port or a user.
bool isSlashlessScheme(QStringView scheme);

} // namespace creel
