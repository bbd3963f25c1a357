#pragma once

#include "parse/documentdata.h"

#include <QByteArrayView>

#include <optional>

namespace creel::html {

/// §13.2.6.5, "any other start tag": the mixed-case spelling of an SVG element's name; null where it has none.
QByteArrayView adjustedSvgElement(QByteArrayView lowerCase);

/// §13.2.6.1 "adjust SVG attributes"; null where nothing changes.
QByteArrayView adjustedSvgAttribute(QByteArrayView lowerCase);

/// §13.2.6.1 "adjust foreign attributes": the namespace and how much of the name is prefix; nullopt where there is none.
struct ForeignAttribute {
    AttributeNamespace ns;
    qsizetype prefixLength; ///< with the colon
};
std::optional<ForeignAttribute> foreignAttribute(QByteArrayView lowerCase);

} // namespace creel::html
