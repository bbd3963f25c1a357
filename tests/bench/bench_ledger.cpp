// How quickly a paste of 100,000 lines becomes a ledger, and what a line weighs in memory.
#include "base/ledger.h"

#include <QElapsedTimer>
#include <QFile>

#include <algorithm>
#include <cstdio>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

constexpr int lineCount = 100'000;
constexpr qint64 limitMs = 300;
constexpr qint64 limitBytesPerLine = 1024;

// A shop's list as people have it: mostly whole addresses, some bare hosts, names beyond ASCII, duplicates, comments, slips.
QString paste()
{
    QString text;
    for (int i = 0; i < lineCount; ++i) {
        const QString n = QString::number(i);
        switch (i % 20) {
        case 0:
            text += u"shop-"_s + n + u".example/angebot\n"_s;
            break;
        case 1:
            text += u"https://bücher-"_s + n + u".example/straße?q=a b\n"_s;
            break;
        case 2:
            text += u"https://www.example.com/catalogue/product-1.html\n"_s;
            break;
        case 3:
            text += i % 40 == 3 ? u"# checked until here\n"_s : u"not a web address\n"_s;
            break;
        default:
            text += u"https://www.shop%1.example/catalogue/section-%2/product-%3.html?ref=list&page=%2\n"_s.arg(
                QString::number(i % 500), QString::number(i % 37), n);
        }
    }
    return text;
}

// VmRSS of this process in bytes; 0 where there is no /proc.
qint64 residentBytes()
{
    QFile status(u"/proc/self/status"_s);
    if (!status.open(QFile::ReadOnly))
        return 0;
    for (const QByteArray &line : status.readAll().split('\n')) {
        if (line.startsWith("VmRSS:"))
            return line.sliced(6).simplified().split(' ').first().toLongLong() * 1024;
    }
    return 0;
}

} // namespace

int main()
{
    const QString text = paste();
    const qint64 before = residentBytes();
    std::vector<qint64> times;
    Ledger ledger;
    for (int i = 0; i < 9; ++i) {
        ledger = {};
        QElapsedTimer timer;
        timer.start();
        ledger = Ledger::fromText(text);
        times.push_back(timer.elapsed());
    }
    std::sort(times.begin(), times.end());
    const qint64 median = times[times.size() / 2];
    const qint64 perLine = (residentBytes() - before) / lineCount;
    const bool whole = ledger.size() == lineCount && ledger.count(RowState::Queued) == 90'001
        && ledger.count(RowState::Duplicate) == 4'999 && ledger.count(RowState::Invalid) == 2'500;
    std::printf("ledger: %d lines in %lld ms (median of 9, worst %lld; limit %lld), %lld bytes a line (limit %lld)%s\n",
                lineCount, median, times.back(), limitMs, perLine, limitBytesPerLine,
                whole ? "" : "; lines are judged wrongly");
    return whole && median <= limitMs && perLine <= limitBytesPerLine ? 0 : 1;
}
