#include "progressline.h"

#include <QLocale>

#include <cstdio>
#include <unistd.h>

namespace creel::cli {

namespace {

QString clock(qint64 ms)
{
    const qint64 s = ms / 1000;
    return QStringLiteral("%1:%2").arg(s / 60).arg(s % 60, 2, 10, QLatin1Char('0'));
}

} // namespace

QString progressText(const RunProgress &progress)
{
    QString line = QStringLiteral("%1 · %2/s · %3 in flight · %4")
                       .arg(progress.counts.sum(), QString::number(progress.pagesPerSecond, 'f', 1),
                            QString::number(progress.inFlight), clock(progress.elapsedMs));
    if (progress.etaMs)
        line += QStringLiteral(" · %1 left").arg(clock(*progress.etaMs));
    if (progress.paused)
        line += QStringLiteral(" · paused");
    return line;
}

ProgressLine::ProgressLine(const Run &run, bool quiet) : m_active(!quiet && ::isatty(STDERR_FILENO))
{
    if (m_active)
        connect(&run, &Run::progressed, this, &ProgressLine::show);
}

void ProgressLine::show(const RunProgress &progress)
{
    std::fprintf(stderr, "\r\033[K%s", qUtf8Printable(progressText(progress)));
    std::fflush(stderr);
}

void ProgressLine::clear()
{
    if (m_active)
        std::fprintf(stderr, "\r\033[K");
}

} // namespace creel::cli
