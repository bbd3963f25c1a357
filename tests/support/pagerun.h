#pragma once

#include "support/runfile.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace creel::test {

/// A page that a run keeps.
struct KeptPage {
    QByteArray url;
    QByteArray body;
    RowState state = RowState::Ok;
};

/// A finished run with these pages, in this order; an empty body is a row whose page was not kept.
inline void makePageRun(const QString &path, const QList<KeptPage> &pages)
{
    QString lines;
    for (const KeptPage &page : pages)
        lines += QString::fromUtf8(page.url) + u'\n';
    const std::unique_ptr<RunStore> store = makeRun(path, lines);
    std::vector<StoredRecord> rows;
    for (qsizetype i = 0; i < pages.size(); ++i) {
        StoredRecord row = okRow(i + 1, QStringLiteral("Page %1").arg(i + 1));
        row.record.url = pages[i].url;
        row.record.state = pages[i].state;
        row.record.finalUrl = pages[i].url;
        row.record.charset = QStringLiteral("UTF-8");
        row.record.contentType = QStringLiteral("text/html");
        row.record.bytes = std::max<qint64>(pages[i].body.size(), 1);
        row.details.head =
            "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Shelf: " + QByteArray::number(i + 1)
            + "\r\nContent-Length: " + QByteArray::number(pages[i].body.size()) + "\r\n\r\n";
        if (!pages[i].body.isEmpty())
            row.details.body = compressBody(pages[i].body);
        rows.push_back(std::move(row));
    }
    if (const auto committed = store->commit(rows); !committed)
        qFatal("%s", qPrintable(committed.error().message));
}

} // namespace creel::test
