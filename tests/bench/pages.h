#pragma once

#include "parse/charset.h"

#include <QDirIterator>
#include <QFile>

#include <algorithm>
#include <ctime>
#include <vector>

#ifdef Q_OS_LINUX
#include <sched.h>
#endif

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

/// From here on, so that turns are taken on one core's caches and clock.
inline void stayOnOneCore()
{
#ifdef Q_OS_LINUX
    cpu_set_t one;
    CPU_ZERO(&one);
    CPU_SET(sched_getcpu(), &one);
    sched_setaffinity(0, sizeof one, &one);
#endif
}

} // namespace creel::bench
