#include "run/reader.h"

namespace creel {

Reader::~Reader()
{
    ++m_generation;
    auto close = [this] { m_rows.reset(); };
    m_thread.run(close); // its thread's end, which the destructor of m_thread waits for
}

QFuture<Expected<StateCounts, FileError>> Reader::open(QString path)
{
    return m_thread.run([this, path]() -> Expected<StateCounts, FileError> {
        Expected<std::unique_ptr<RowSource>, FileError> rows = RowSource::open(path);
        if (!rows)
            return Unexpected(rows.error());
        m_rows = std::move(*rows);
        return m_rows->counts();
    });
}

QFuture<Expected<CrawlOptions, FileError>> Reader::options()
{
    return m_thread.run([this] { return m_rows->options(); });
}

QFuture<Expected<Recipe, FileError>> Reader::recipe()
{
    return m_thread.run([this] { return m_rows->recipe(); });
}

QFuture<Expected<qint64, FileError>> Reader::setQuery(RowQuery query)
{
    const int generation = ++m_generation;
    return m_thread.run([this, query, generation] {
        return m_rows->setQuery(query, [this, generation] { return generation != m_generation; });
    });
}

QFuture<Expected<qint64, FileError>> Reader::refresh()
{
    const int generation = m_generation;
    return m_thread.run(
        [this, generation] { return m_rows->refresh([this, generation] { return generation != m_generation; }); });
}

QFuture<Expected<RowWindow, FileError>> Reader::window(qint64 first, qint64 count)
{
    return m_thread.run([this, first, count] { return m_rows->window(first, count); });
}

QFuture<std::optional<qint64>> Reader::positionOf(qint64 id)
{
    return m_thread.run([this, id] { return m_rows->positionOf(id); });
}

QFuture<Expected<RecordDetails, FileError>> Reader::details(qint64 id)
{
    return m_thread.run([this, id] { return m_rows->details(id); });
}

QFuture<Expected<std::vector<KnownRow>, FileError>> Reader::retryable(RowQuery query)
{
    return m_thread.run([this, query = std::move(query)] { return m_rows->retryable(query); });
}

QFuture<Expected<QString, FileError>> Reader::inputText()
{
    return m_thread.run([this] { return m_rows->inputText(); });
}

QFuture<Expected<StateCounts, FileError>> Reader::counts()
{
    return m_thread.run([this] { return m_rows->counts(); });
}

} // namespace creel
