#pragma once

#include <QByteArray>
#include <QList>
#include <QString>

namespace creel {

/// Bytes [begin, end) of a page as UTF-8: those of its file where that is UTF-8. None: begin is -1.
struct PageRange {
    qint64 begin = -1;
    qint64 end = -1;
    friend bool operator==(const PageRange &, const PageRange &) = default;
};

/// What a field of a recipe has in one record.
struct PageValue {
    bool isFound = false; ///< there is a value; it may be an empty text
    QString text;
    QString error; ///< why there is none where there should be one
    PageRange source;
    friend bool operator==(const PageValue &, const PageValue &) = default;
};

struct PageRecord {
    QList<PageValue> values; ///< as the recipe's fieldNames()
    PageRange source;        ///< of its container
    friend bool operator==(const PageRecord &, const PageRecord &) = default;
};

/// What a recipe finds on one page: 0 to n records.
struct PageRecords {
    QList<PageRecord> records;
    QString error; ///< records are missing, and why
    QList<QByteArray> links =
        {}; ///< of a recipe that has the inlinks: the other pages that this one links to, in canonical form
    friend bool operator==(const PageRecords &, const PageRecords &) = default;
};

} // namespace creel
