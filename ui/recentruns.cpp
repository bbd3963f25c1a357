#include "recentruns.h"

#include <QDir>

namespace creel {

QStringList recentRuns(const QString &folder, int limit)
{
    QStringList paths;
    const QFileInfoList files = QDir(folder).entryInfoList({QStringLiteral("*.creel")}, QDir::Files, QDir::Time);
    for (const QFileInfo &file : files.first(std::min<qsizetype>(limit, files.size())))
        paths.append(file.absoluteFilePath());
    return paths;
}

} // namespace creel
