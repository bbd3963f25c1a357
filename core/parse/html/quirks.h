#pragma once

#include "parse/documentdata.h"

namespace creel::html {

/// What a DOCTYPE says about the mode of the document (§13.2.6.4.1). Null texts are missing ones.
QuirksMode quirksModeOf(bool forceQuirks, QByteArrayView name, QByteArrayView publicId, QByteArrayView systemId);

} // namespace creel::html
