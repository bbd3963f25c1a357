#pragma once

#include "run/recipecoverage.h"
#include "run/storedpages.h"

#include <functional>
#include <memory>

namespace creel {

/// A run file, opened by its thread when it is needed first. After open() everything happens on that thread, close() too.
class PagesFile
{
public:
    explicit PagesFile(QString path) : m_path(std::move(path)) { }

    Expected<StoredPages *, QString> pages();
    void close() { m_pages.reset(); }

private:
    const QString m_path; ///< empty: there is none
    std::unique_ptr<StoredPages> m_pages;
};

/// A recipe's way through a sample, in slices that tell how it does so far. One thread.
class SampleWalk
{
public:
    /// `extractor` was made of `recipe`.
    SampleWalk(std::shared_ptr<PagesFile> file, QList<qint64> ids, const Recipe &recipe, PageExtractor extractor)
        : m_file(std::move(file)), m_ids(std::move(ids)), m_counter(recipe, std::move(extractor))
    {
    }

    struct Slice {
        RecipeCoverage coverage;
        bool isLast = true;
        QString error;
    };
    /// Goes on for a fifth of a second, or until it is overtaken. A recipe that takes too long in all comes to its end before the sample.
    Slice goOn(const std::function<bool()> &overtaken);

private:
    const std::shared_ptr<PagesFile> m_file;
    const QList<qint64> m_ids;
    CoverageCounter m_counter;
    qsizetype m_next = 0, m_notKept = 0;
    qint64 m_spentMs = 0;
};

} // namespace creel
