#pragma once

#include "base/expected.h"
#include "base/url.h"

#include <QByteArray>

namespace creel {

/// URL standard §3.5, the host parser, and §3.6, the serializer, in one step: from the text between the slashes to ASCII.
/// `isOpaque` for hosts of schemes that are not special. `input` is not empty.
Expected<QByteArray, UrlError> parseHost(QByteArrayView input, bool isOpaque);

} // namespace creel
