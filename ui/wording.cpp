#include "wording.h"

#include <QCoreApplication>
#include <QLocale>

namespace creel {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("creel::wording", text); }
QLocale numbers() { return QLocale(QLocale::English, QLocale::UnitedStates); }
} // namespace

QString grouped(qint64 number) { return numbers().toString(number); }

QString rowsText(qint64 number) { return number == 1 ? tr("1 row") : tr("%1 rows").arg(grouped(number)); }

QString linesText(qint64 number) { return number == 1 ? tr("1 line") : tr("%1 lines").arg(grouped(number)); }

QString clockText(qint64 ms)
{
    const qint64 seconds = ms / 1000;
    const QString tail = QStringLiteral("%1:%2");
    const auto padded = [](qint64 n) { return QStringLiteral("%1").arg(n, 2, 10, QLatin1Char('0')); };
    if (seconds < 3600)
        return tail.arg(seconds / 60).arg(padded(seconds % 60));
    return tail.arg(tail.arg(seconds / 3600).arg(padded(seconds / 60 % 60)), padded(seconds % 60));
}

QString etaText(qint64 ms)
{
    const qint64 seconds = (ms + 999) / 1000;
    if (seconds < 90)
        return tr("%1 s left").arg(seconds);
    if (seconds < 90 * 60)
        return tr("about %1 min left").arg((seconds + 30) / 60);
    return tr("about %1 h left").arg((seconds + 1800) / 3600);
}

QString byteText(qint64 bytes)
{
    if (bytes < 1000)
        return tr("%1 bytes").arg(bytes);
    return numbers().formattedDataSize(bytes, 1, QLocale::DataSizeSIFormat);
}

} // namespace creel
