#include "run/reextraction.h"

#include "async/background.h"
#include "crawl/page.h"
#include "parse/extractor.h"
#include "run/pageextractor.h"

#include <QPromise>
#include <QThread>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int batchPages = 16;  // some milliseconds of work
constexpr int batchesAhead = 4; // for each thread: none waits for the store

PageRecords damaged()
{
    PageRecords records;
    records.error = u"the stored page is damaged. Fetch it again."_s;
    return records;
}

ReadPage readPage(UnreadPage page, const std::optional<CompiledRecipe> &recipe, HtmlParser parser)
{
    ReadPage read{page.id, {}, {}};
    QByteArray body = decompressBody(page.body);
    if (body.isNull()) {
        read.records = recipe ? std::optional(damaged()) : std::nullopt;
        return read;
    }
    const StoredPage stored = storedPage(std::move(body), page.head, page.url, parser);
    PageInput input;
    input.body = stored.body;
    input.contentType = stored.contentType;
    input.url = stored.url;
    input.headers = stored.headers;
    input.parser = parser;
    input.encoding = page.encoding;
    input.recipe = recipe ? &*recipe : nullptr;
    PageFields fields = extractPage(input);
    if (page.isRecoded)
        takeFields(read.cells.emplace(), fields);
    if (recipe)
        read.records = std::move(fields.records);
    return read;
}

std::vector<ReadPage> readPages(const std::optional<CompiledRecipe> &recipe, HtmlParser parser,
                                std::vector<UnreadPage> pages)
{
    giveWay();
    std::vector<ReadPage> read;
    for (UnreadPage &page : pages)
        read.push_back(readPage(std::move(page), recipe, parser));
    return read;
}

} // namespace

Reextraction::Reextraction(RunStore &store, std::optional<CompiledRecipe> recipe, HtmlParser parser, int threads)
    : m_store(store), m_recipe(std::move(recipe)), m_parser(parser)
{
    m_pool.setMaxThreadCount(threads > 0 ? threads : QThread::idealThreadCount());
}

Reextraction::~Reextraction()
{
    m_pool.clear();
    m_pool.waitForDone();
}

Expected<bool, FileError> Reextraction::putToWork()
{
    while (m_atWork.size() < size_t(m_pool.maxThreadCount() * batchesAhead)) {
        Expected<std::vector<UnreadPage>, FileError> pages = m_store.unreadPages(m_lastId, batchPages);
        if (!pages)
            return Unexpected(pages.error());
        if (pages->empty())
            break;
        m_lastId = pages->back().id;
        // Not by QtConcurrent: who waits for such a future does the work himself where nobody has begun with it.
        auto promise = std::make_shared<QPromise<Batch>>();
        promise->start();
        m_atWork.push_back(promise->future());
        m_pool.start([promise, recipe = m_recipe, parser = m_parser, batch = std::move(*pages)]() mutable {
            promise->addResult(readPages(recipe, parser, std::move(batch)));
            promise->finish();
        });
    }
    return true;
}

Expected<Reextraction::Step, FileError> Reextraction::step()
{
    if (const Expected<bool, FileError> working = putToWork(); !working)
        return Unexpected(working.error());
    Step step;
    step.done = m_done;
    if (m_atWork.empty()) {
        step.isOver = true;
        return step;
    }
    const Batch batch = m_atWork.front().takeResult();
    m_atWork.pop_front();
    if (const Expected<bool, FileError> committed = m_store.commit(batch); !committed)
        return Unexpected(committed.error());
    m_done += qint64(batch.size());
    return Step{batch.front().id, batch.back().id + 1, m_done, false};
}

} // namespace creel
