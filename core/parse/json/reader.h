#pragma once

#include "parse/json/document.h"

namespace creel::json {

/// The values of a JSON text, numbered from 1, for a JsonDocument (which says what is tolerated). Linear; no recursion: the
/// values that are open are each other's parents.
Expected<GrowingArray<JsonNodeData>, JsonError> readNodes(const QByteArray &utf8, qsizetype maxValues);

} // namespace creel::json
