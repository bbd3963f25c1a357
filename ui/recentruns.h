#pragma once

#include <QString>
#include <QStringList>

namespace creel {

/// Run files in `folder`, the latest first, `limit` at most.
QStringList recentRuns(const QString &folder, int limit);

} // namespace creel
