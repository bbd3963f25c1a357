#pragma once

#include "base/recipe.h"

#include <QString>

namespace creel {

/// What the parts of a rule are called, and what is written there: for people, translated.
QString kindTitle(RuleKind kind);
QString kindHint(RuleKind kind); ///< what an expression of it finds, with an example
QString takeTitle(Take take);
QString manyTitle(Many many);
QString typeTitle(FieldType type);

bool mayTake(RuleKind kind, Take take);
bool mayContain(RuleKind kind); ///< containers have such an expression
bool hasAttribute(const Field &field);

} // namespace creel
