#pragma once

#include <QByteArray>
#include <QString>
#include <QStringView>

#include <optional>

namespace creel {

/// The column of a table that has the URLs, as a list.
struct UrlColumn {
    static constexpr int sampledRecords = 200; ///< that decide which column it is
    QString text; ///< one URL a line; each record is one line, also where its cell is empty
    qint64 rows = 0;
    int column = 0;  ///< from 1
    int columns = 0; ///< of the table
    QString name;    ///< of the column; null when the table has no header
};

/// Bytes of a text file as text: a BOM decides, else valid UTF-8, else Latin-1. Pure; any thread.
QString decodeText(const QByteArray &bytes);

/// The URL column of CSV text (RFC 4180; delimiter comma, semicolon or tab); a header is no URL and goes. nullopt: no column
/// of the first records has a URL in it. Pure; any thread.
std::optional<UrlColumn> urlColumn(QStringView csv);

/// Is a list with this file name a table, of which one column is taken? (.csv, .tsv)
bool isTableName(const QString &path);

} // namespace creel
