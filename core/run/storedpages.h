#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "run/pageextractor.h"

#include <QByteArray>
#include <QList>

#include <functional>
#include <memory>
#include <optional>

namespace creel {

class RowSource;
struct Record;

/// A row of a run whose page was read.
struct PageRow {
    qint64 id = 0;
    qint64 line = 0;
    QByteArray url;
};

/// The pages that a run file keeps. A connection of its own: made, used and destroyed on one thread; one per reader. Never
/// changes the file, which may be written meanwhile. `cancelled` is asked now and then; true ends a search with what there is.
class StoredPages
{
public:
    using Cancelled = std::function<bool()>;
    static constexpr qint64 searchedRows = 100'000; ///< of a larger run

    static Expected<std::unique_ptr<StoredPages>, FileError> open(const QString &path);
    ~StoredPages();

    /// Rows with a text page, spread over hosts and lines (spreadSample()). Of a run of more than `searchedRows` rows as many are
    /// looked at, in stretches that lie evenly over it.
    Expected<QList<qint64>, FileError> sample(qsizetype most, const Cancelled &cancelled = {});
    /// The first rows with a text page that have `text` in their URL, title or another text of the table; all when it is empty.
    Expected<QList<PageRow>, FileError> find(const QString &text, qsizetype most, const Cancelled &cancelled = {});
    /// The next row with a text page after (`step` 1) or before (-1) a row; nullopt: there is none. An id of 0 stands before the first.
    Expected<std::optional<PageRow>, FileError> neighbour(qint64 id, int step, const Cancelled &cancelled = {});
    Expected<PageRow, FileError> row(qint64 id);
    /// What an extraction looks at; nullopt: the run keeps no page of that row.
    Expected<std::optional<StoredPage>, FileError> page(qint64 id);

private:
    StoredPages(std::unique_ptr<RowSource> rows, HtmlParser parser);

    std::unique_ptr<RowSource> m_rows;
    HtmlParser m_parser;
};

} // namespace creel
