#pragma once

#include <QIcon>

namespace creel {

/// The program's icon: a creel, woven. Drawn at any size; resources/icons has it as PNG for desktops.
QIcon appIcon();

} // namespace creel
