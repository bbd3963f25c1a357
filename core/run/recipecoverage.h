#pragma once

#include "base/recipe.h"
#include "run/pageextractor.h"

#include <QHash>
#include <QList>
#include <QString>

#include <optional>

namespace creel {

struct ValueCount {
    QString value;
    int pages = 0; ///< that have it
};

/// How one field does on a sample of pages. Pages with and without a value are all of them.
struct FieldCoverage {
    QString name;
    int none = 0;          ///< pages without a value
    int many = 0;          ///< pages where it finds several things and takes one of them, in one record
    int errors = 0;        ///< pages with a value that has an error
    qint64 found = 0;      ///< records with a value
    QList<ValueCount> top; ///< the values of most pages, most first
    QList<qint64> pagesWithNone, pagesWithMany, pagesWithErrors; ///< their ids
};

struct RecipeCoverage {
    int pages = 0;  ///< looked at
    int wanted = 0; ///< pages of the sample; more than were looked at: it goes on, or took too long
    qint64 records = 0;
    QList<qint64> pagesWithoutRecords; ///< ids
    QList<FieldCoverage> fields;       ///< as PageExtractor::names()
};

/// Counts what a recipe finds, page by page, by extracting it: what is counted is what a run would give. One thread.
class CoverageCounter
{
public:
    static constexpr qsizetype shownValues = 20;

    /// `extractor` was made of `recipe`.
    CoverageCounter(const Recipe &recipe, PageExtractor extractor);

    void add(qint64 id, const StoredPage &page);
    /// As of now. `wanted` is for the caller to fill in.
    RecipeCoverage coverage() const;

private:
    PageExtractor m_extractor;
    std::optional<PageExtractor> m_counts; ///< the same rules, each taking how many it finds
    QList<bool> m_takesOne;                ///< of several things that a rule may find
    RecipeCoverage m_sum;
    QList<QHash<QString, int>> m_values;
};

} // namespace creel
