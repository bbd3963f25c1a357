#pragma once

#include "base/hostlane.h"
#include "base/record.h"
#include "icons.h"

#include <QColor>
#include <QPalette>
#include <QString>

namespace creel {

bool isDark(const QPalette &palette);

/// Colours that carry a meaning, legible on the base colour of a light and of a dark palette.
enum class Tone { Good, Bad, Warn, Calm, Quiet };
QColor toneColor(Tone tone, const QPalette &palette);

/// How a row's state looks: never colour alone, always a shape and a word beside it.
Glyph stateGlyph(RowState state);
Tone stateTone(RowState state);
QString stateTitle(RowState state); ///< "OK", "Failed", …, translated
/// The same for a host of a run.
Glyph stateGlyph(HostLane::State state);
Tone stateTone(HostLane::State state);
QString stateTitle(HostLane::State state); ///< "Working", "Parked", …, translated

} // namespace creel
