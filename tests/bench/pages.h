#pragma once

#include "parse/charset.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <vector>

namespace creel::bench {

struct Page {
    QString path;
    QByteArray body; ///< as a server would send it
    QByteArray utf8; ///< what a parser gets
};

/// The *.html files below `folder`, sorted; links to files are not followed: they are the same pages again.
inline QStringList pagePaths(const QString &folder)
{
    QStringList paths;
    QDirIterator files(folder, {QStringLiteral("*.html")}, QDir::Files | QDir::NoSymLinks,
                       QDirIterator::Subdirectories);
    while (files.hasNext())
        paths << files.next();
    std::sort(paths.begin(), paths.end());
    return paths;
}

inline Page readPage(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    const QByteArray body = file.readAll();
    return {path, body, decodeToUtf8(body, sniffCharset(body, {}).name)};
}

inline double threadCpuSeconds()
{
    timespec now;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return double(now.tv_sec) + double(now.tv_nsec) / 1e9;
}

} // namespace creel::bench
