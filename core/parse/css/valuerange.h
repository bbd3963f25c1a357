#pragma once

#include "parse/css/inputtype.h"

#include <optional>

namespace creel::css {

/// The value of an input's min, max or value attribute as a number that can be compared with others of its type (HTML
/// §4.10.5.1); nullopt for what is no value of the type, and for types without an order.
std::optional<double> valueAsNumber(InputType type, QByteArrayView text);

/// HTML §4.10.5.3.7.
struct ValueRange {
    std::optional<double> min, max;

    bool isLimited() const { return min || max; }
    /// A value that is missing or no value at all is in every range.
    bool contains(InputType type, QByteArrayView value) const;
};

ValueRange valueRange(InputType type, QByteArrayView min, QByteArrayView max);

} // namespace creel::css
