#pragma once

#include "base/fetcherror.h"
#include "base/pagerecords.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <array>
#include <optional>
#include <vector>

namespace creel {

/// The state of one row. Every row is in exactly one, so the states always sum up to the number of rows.
enum class RowState : quint8 {
    Queued,    ///< not started yet
    Ok,        ///< a final answer below 400
    Failed,    ///< no answer, or 400 and above
    Invalid,   ///< the line is no http(s) URL
    Duplicate, ///< an earlier line has the same URL
    Skipped,   ///< not fetched, by choice
    Stopped,   ///< in flight when the run was stopped; fetched again on resume
    Blank,     ///< an empty line or a # comment
};
inline constexpr int rowStateCount = 8;
QString rowStateName(RowState state);
std::optional<RowState> rowStateFromName(QStringView name);

/// One redirect that was followed: who answered what.
struct Hop {
    QByteArray url; ///< the URL that answered with a redirect
    int status = 0;
    QByteArray location; ///< the target, absolute
    friend bool operator==(const Hop &, const Hop &) = default;
};

/// Milliseconds spent in each phase of the last request; -1 where the phase did not happen (a reused connection
/// has no connect phase). wait: connect end to first byte.
struct Timings {
    int dns = -1, connect = -1, tls = -1, firstByte = -1, total = -1;
    friend bool operator==(const Timings &, const Timings &) = default;
};

/// One row of results: a value. Absent numbers are nullopt, absent texts null, and both are empty cells.
struct Record {
    qint64 id = 0;   ///< of the row, from 1 without gaps: a pasted line's own row has the number of its line
    qint64 line = 0; ///< 1-based number of the pasted line that this row is, or that led to it
    QByteArray url;  ///< without user info; the text of the line itself where it is no URL
    RowState state = RowState::Queued;
    std::optional<int> status;
    QByteArray finalUrl; ///< after redirects; equal to url without any
    QString title, description, h1, canonical, lang, contentType, charset;
    std::optional<qint64> bytes; ///< of the decoded body
    std::optional<int> words;    ///< of the visible text
    std::optional<int> links;    ///< number of a[href]
    std::optional<int> redirects;
    std::optional<qint64> elapsedMs;   ///< dispatch to last byte
    std::optional<qint64> fetchedAtMs; ///< UTC, milliseconds since 1970
    FetchError::Kind errorKind = FetchError::Kind::None;
    QString error;            ///< what happened and what to do
    std::optional<int> depth; ///< links from the pasted page; 0: itself; nullopt in list mode
    QByteArray foundOn;       ///< the page where this URL was found; empty for pasted lines

    std::optional<qint64> records = {}; ///< how many the recipe found on the page; nullopt: it was not read with one
    qint64 position = 0;                ///< on the page, from 1, of the record whose values these are; 0: none
    QStringList values = {};            ///< of it, as the recipe's fieldNames(); null where there is no value
    friend bool operator==(const Record &, const Record &) = default;
};

/// What belongs to a fetched row beside its cells; read only when a person looks at the row.
struct RecordDetails {
    QByteArray head; ///< status line and header fields of the last answer, exact bytes
    QList<Hop> hops;
    Timings timings;
    QByteArray body; ///< decoded body; zstd-compressed on its way into the run file
    QString peer;    ///< address:port that answered
    int attempts = 0;
    QString encoding;                     ///< that a person chose for the body, its WHATWG name; empty: none
    std::optional<PageRecords> extracted; ///< nullopt: the page was not read with the run's recipe
};

/// A finished row and what belongs to it, on its way into the run file.
struct StoredRecord {
    Record record;
    RecordDetails details; ///< details.body is compressed already, or empty
    /// Rows, Queued or Skipped, that this page led to: they land with it or not at all. New ones have the ids that come next;
    /// others were Skipped, and take their place. A record without an id has nothing but these.
    std::vector<Record> found;
};

/// A row as a run that goes on reads it back: to fetch it, or to know it when it is found again.
struct KnownRow {
    qint64 id = 0;
    qint64 line = 0;
    RowState state = RowState::Queued;
    FetchError::Kind errorKind = FetchError::Kind::None;
    QByteArray url;
    QByteArray finalUrl; ///< where its redirects led; empty while it was not fetched
    QByteArray foundOn;
    QByteArray credentials; ///< "user:password" or empty
    int depth = 0;
    bool isPasted() const { return id == line; }
};

/// The standard columns of table and export, in their order. Behind them stand those of the run's recipe: recordsColumn, then
/// fieldColumn(0) and so on.
enum class Column : quint16 {
    Line,
    Url,
    State,
    Status,
    FinalUrl,
    Title,
    Description,
    H1,
    Canonical,
    Lang,
    ContentType,
    Charset,
    Bytes,
    Words,
    Links,
    Redirects,
    ElapsedMs,
    FetchedAt,
    ErrorKind,
    Error,
    Depth,
    FoundOn,
};
inline constexpr std::array<const char *, 22> columnNames = {
    "line",       "url",        "state",        "status",  "final_url", "title",    "description", "h1",
    "canonical",  "lang",       "content_type", "charset", "bytes",     "words",    "links",       "redirects",
    "elapsed_ms", "fetched_at", "error_kind",   "error",   "depth",     "found_on",
};
inline constexpr int columnCount = int(columnNames.size());
inline constexpr int listColumnCount = int(Column::Depth); ///< of a run in list mode, where nothing is found

inline constexpr Column recordsColumn = Column(columnCount); ///< number of records on the page
constexpr Column fieldColumn(qsizetype field) { return Column(columnCount + 1 + field); }
constexpr bool isStandard(Column column) { return column < recordsColumn; }

/// The text of one cell, as the table shows it and an export writes it. Times are ISO 8601 UTC with milliseconds.
QString cellText(const Record &record, Column column);

} // namespace creel
