#include "run/runfolder.h"

#include <QDir>
#include <QFile>
#include <QStandardPaths>

namespace creel {

QString runFolder()
{
    // Not AppDataLocation: it follows the program's name, and both programs share the folder.
    return QStandardPaths::writableLocation(QStandardPaths::GenericDataLocation) + QStringLiteral("/creel/runs");
}

QString newRunPath(const QString &folder, const QDateTime &now)
{
    QDir().mkpath(folder); // where this fails, creating the run file fails next and says why
    const QString stem = folder + u'/' + now.toString(QStringLiteral("yyyy-MM-dd_HH-mm-ss"));
    QString path = stem + QStringLiteral(".creel");
    for (int n = 2; QFile::exists(path); ++n)
        path = QStringLiteral("%1_%2.creel").arg(stem).arg(n);
    return path;
}

} // namespace creel
