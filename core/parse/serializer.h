#pragma once

#include "parse/document.h"
#include "parse/steps.h"

namespace creel {

enum class Serialized : quint8 { Inner, Outer };

/// Appends the element as HTML (HTML §13.3, serializing HTML fragments; scripting disabled). A step a node; constant stack but
/// for templates inside of templates. False: the steps were spent, or `out` grew beyond `mostBytes`, and is a part.
bool serialize(Node element, Serialized what, QByteArray &out, Steps &steps, qsizetype mostBytes);

} // namespace creel
