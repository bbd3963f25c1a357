#pragma once

#include "base/recipe.h"

#include <QStringList>

namespace creel {

/// Gives a field the steps and the type that its values have in common: prices, numbers, dates, what stands behind "Label:". Every one
/// of `values` can be read so; else the field stays as it is. `language` is the page's (html[lang]): it says what 1.234 is, and 3/4/2024.
void giveKind(Field &field, const QStringList &values, const QString &language);

} // namespace creel
