#pragma once

#include <QString>
#include <QStringView>

namespace creel {

/// `line` without the user info of the addresses in it: what is shown, stored and exported of a pasted line. For any
/// text, so that a line that is no URL does not give a password away either: when in doubt, more is left out.
QString withoutUserInfo(QStringView line);

} // namespace creel
