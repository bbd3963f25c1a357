#pragma once

#include "base/expected.h"
#include "base/url.h"

#include <QString>
#include <QStringView>

namespace creel {

/// A pasted line without what people and programs put around a URL: white space, invisible marks, quotes, <…>.
QStringView unwrapped(QStringView line);

/// Reads `text` (unwrapped, not empty) as a browser's URL bar would, except that nothing is a search and that only
/// http and https are accepted. The result may have user info.
Expected<Url, UrlError> urlFromLine(QStringView text);

/// `line` without the user info of the addresses in it: what is shown, stored and exported of a pasted line.
QString withoutUserInfo(QStringView line);

} // namespace creel
