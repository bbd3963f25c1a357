#pragma once

#include "parse/css/compiledselector.h"

#include <QString>

namespace creel::css {

// What the names in a selector mean. Names of pseudo-classes are given in lower case.

/// The pseudo-class without an argument of that name. Not :first-of-type and its like, which are short for others.
std::optional<PseudoClass> pseudoClassByName(QByteArrayView name);

/// Why a pseudo-class or pseudo-element that CSS knows is none here; null for names that it doesn't know.
QString whyUnsupported(QByteArrayView name);

/// HTML §4.16.2: whether an HTML element's attribute of that name (lower case) has values without case to selectors.
bool hasCaselessValues(QByteArrayView attribute);

} // namespace creel::css
