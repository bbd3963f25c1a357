#pragma once

#include "parse/json/document.h"
#include "parse/steps.h"

#include <QByteArray>

namespace creel::jsonpath {

/// An instance of ValueType (§2.4.1): a JSON value, or Nothing.
struct Value {
    JsonKind kind = JsonKind::None; ///< None is Nothing
    QByteArray text; ///< of a String its characters, of a Number its spelling; may be raw data of the document
    JsonNode node;   ///< of an Array or Object
};

/// §2.3.5.2.2, for values of any size: iterative, and what is compared is paid for. False once `steps` are spent.
bool areEqual(const Value &a, const Value &b, Steps &steps);
bool isLess(const Value &a, const Value &b, Steps &steps);

/// The value of a node. A Number's text is raw data: it lives as long as the document.
Value valueOf(JsonNode node, Steps &steps);

} // namespace creel::jsonpath
