#include "run/samplewalk.h"

#include <QElapsedTimer>

namespace creel {

using namespace Qt::StringLiterals;

namespace {
constexpr qint64 sliceMs = 200;
constexpr qint64 longestMs = 20'000;
} // namespace

Expected<StoredPages *, QString> PagesFile::pages()
{
    if (m_path.isEmpty())
        return Unexpected(u"There is no run whose pages could be looked at. Start one, or open a page from a file."_s);
    if (!m_pages) {
        Expected<std::unique_ptr<StoredPages>, FileError> opened = StoredPages::open(m_path);
        if (!opened)
            return Unexpected(opened.error().message);
        m_pages = std::move(*opened);
    }
    return m_pages.get();
}

SampleWalk::Slice SampleWalk::goOn(const std::function<bool()> &overtaken)
{
    QElapsedTimer clock;
    clock.start();
    const Expected<StoredPages *, QString> pages = m_file->pages();
    if (!pages)
        return {{}, true, pages.error()};
    while (m_next < m_ids.size() && clock.elapsed() < sliceMs && !overtaken()) {
        const qint64 id = m_ids[m_next++];
        const auto page = pages.value()->page(id);
        if (!page)
            return {{}, true, page.error().message};
        if (page.value())
            m_counter.add(id, *page.value());
        else
            ++m_notKept;
    }
    m_spentMs += clock.elapsed();
    Slice slice{m_counter.coverage(), m_next == m_ids.size() || m_spentMs > longestMs, {}};
    slice.coverage.wanted = int(m_ids.size() - m_notKept);
    return slice;
}

} // namespace creel
