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

ReadPage readPage(UnreadPage page, const std::optional<CompiledRecipe> &recipe, const CrawlOptions &options)
{
    ReadPage read{page.id, {}, {}};
    QByteArray body = decompressBody(page.body);
    if (body.isNull()) {
        read.records = recipe ? std::optional(damaged()) : std::nullopt;
        return read;
    }
    const StoredPage stored = storedPage(std::move(body), page.head, page.url, options.htmlParser);
    PageInput input;
    input.body = stored.body;
    input.contentType = stored.contentType;
    input.url = stored.url;
    input.headers = stored.headers;
    input.parser = options.htmlParser;
    input.encoding = page.encoding;
    input.recipe = recipe ? &*recipe : nullptr;
    PageFields fields = extractPage(input);
    if (page.isRecoded)
        takeFields(read.cells.emplace(), fields);
    if (recipe)
        read.records = takeRecords(fields, options.follow.dropTracking);
    return read;
}

std::vector<ReadPage> readPages(const std::optional<CompiledRecipe> &recipe, const CrawlOptions &options,
                                std::vector<UnreadPage> pages)
{
    giveWay();
    std::vector<ReadPage> read;
    for (UnreadPage &page : pages)
        read.push_back(readPage(std::move(page), recipe, options));
    return read;
}

} // namespace

Reextraction::Reextraction(RunStore &store, std::optional<CompiledRecipe> recipe, CrawlOptions options, int threads)
    : m_store(store), m_recipe(std::move(recipe)), m_options(std::move(options))
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
    while (qsizetype(m_atWork.size()) < qsizetype(batchesAhead) * m_pool.maxThreadCount()) {
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
        m_pool.start([promise, recipe = m_recipe, options = m_options, batch = std::move(*pages)]() mutable {
            promise->addResult(readPages(recipe, options, std::move(batch)));
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
