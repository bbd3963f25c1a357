#pragma once

#include <QDateTime>
#include <QString>

namespace creel {

/// Where new runs go when nobody names a file: "creel/runs" in the user's data folder. The same for the window, which
/// lists the runs in it, and for creel-cli. Not made yet, maybe.
QString runFolder();

/// A path in `folder` for a run that begins `now`, after the local date and time: "2024-11-21_10-35-31.creel", or
/// "…_2.creel" and so on where that file exists. Makes the folder when it is missing.
QString newRunPath(const QString &folder, const QDateTime &now);

} // namespace creel
