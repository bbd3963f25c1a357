#pragma once

#include "base/expected.h"
#include "parse/charset.h"
#include "parse/document.h"

#include <QDirIterator>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <cstdio>
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

inline QByteArray contents(const QString &path)
{
    QFile file(path);
    if (!file.open(QFile::ReadOnly))
        qFatal("%s can't be read", qPrintable(path));
    return file.readAll();
}

inline Page readPage(const QString &path)
{
    const QByteArray body = contents(path);
    return {path, body, decodeToUtf8(body, sniffCharset(body, {}).name)};
}

/// An expression that a bench brings along.
template <class Expression, class Error>
Expression sound(const Expected<Expression, Error> &compiled, const QString &text)
{
    if (!compiled)
        qFatal("%s: %s at %lld", qPrintable(text), qPrintable(compiled.error().message),
               qlonglong(compiled.error().offset));
    return *compiled;
}

/// A line of JSON for another program to compare with.
inline void print(const QJsonObject &object)
{
    std::puts(QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

/// A tree as events: what `opening` makes of an element, and null where that closes; "text" and {"comment": "…"} are nodes.
template <class Opening>
QJsonArray treeEvents(const Document &document, Opening opening)
{
    QJsonArray events;
    for (TreeWalk walk(document.root()); walk; walk.advance()) {
        const Node node = walk.node();
        if (node.isElement())
            events.append(walk.entering() ? QJsonValue(opening(node)) : QJsonValue());
        else if (node.isText() && walk.entering())
            events.append(QString::fromUtf8(node.characters()));
        else if (node.kind() == NodeKind::Comment && walk.entering())
            events.append(QJsonObject{{QStringLiteral("comment"), QString::fromUtf8(node.characters())}});
    }
    return events;
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
