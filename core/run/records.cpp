#include "run/records.h"

#include "run/reader.h"

#include <QCoroFuture>
#include <QCoroTask>

#include <utility>

namespace creel {

namespace {

constexpr qint64 rowsPerPage = 500;

/// The reader's futures always finish with a result.
template <class T>
QCoro::Task<T> resultOf(QFuture<T> future)
{
    co_return co_await future;
}

} // namespace

AsyncGenerator<Expected<Record, FileError>> recordsOf(QString runPath, RowQuery query, std::stop_token stop)
{
    using Next = Expected<Record, FileError>;
    if (stop.stop_requested())
        co_return;
    Reader reader; // waits for its thread when the generator goes
    auto opened = co_await resultOf(reader.open(runPath));
    if (!opened) {
        co_yield Next(Unexpected(opened.error()));
        co_return;
    }
    auto rows = co_await resultOf(reader.setQuery(query));
    if (!rows) {
        co_yield Next(Unexpected(rows.error()));
        co_return;
    }
    for (qint64 first = 0; !stop.stop_requested(); first += rowsPerPage) {
        auto page = co_await resultOf(reader.window(first, rowsPerPage));
        if (!page) {
            co_yield Next(Unexpected(page.error()));
            co_return;
        }
        if (page->rows.isEmpty())
            co_return;
        for (Record &record : page->rows) {
            if (stop.stop_requested())
                co_return;
            co_yield Next(std::move(record));
        }
    }
}

} // namespace creel
