#pragma once

#include <QIcon>

namespace creel {

/// The program's icon, a creel, as resources/icons/creel.svg has it: drawn here, for Qt's SVG reader may be missing.
QIcon appIcon();

} // namespace creel
