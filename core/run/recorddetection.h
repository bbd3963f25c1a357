#pragma once

#include "base/recipe.h"
#include "run/pageextractor.h"

#include <QList>
#include <QString>

namespace creel {

/// A structure that a page repeats, and the recipe that reads it.
struct DetectedRecords {
    Recipe recipe;             ///< one container with its fields; without a name
    qsizetype records = 0;     ///< how many the recipe gives on this page
    QList<double> coverage;    ///< of each field: the share of the records that have a value, in [0, 1]
    QList<PageRecord> preview; ///< the first of them, at most `detectedPreview`, as PageExtractor gives them
};
inline constexpr qsizetype detectedPreview = 5;

/// What a page repeats, best first, at most five; none: it repeats nothing, or is no HTML. Half a second on large pages, a second on any
/// (beside its parser's budget): call it off the GUI thread. Pure.
QList<DetectedRecords> detectRecords(const StoredPage &page);

/// A CSS selector that was run on the page and matches the element it was asked for.
struct ProposedSelector {
    QString selector;
    qsizetype count = 0;  ///< elements it matches on the page, or in the container
    bool isFirst = false; ///< the element is the first of them, which is what a field takes by default
};

struct ProposedSelectors {
    QString element;  ///< what was asked for, for people: "h3.title"; empty: there is no element in that place
    quint32 node = 0; ///< its number; the same page has the same numbers
    PageRange source; ///< from its first tag to its last
    QList<ProposedSelector> alone; ///< those that match it alone, the shortest stable first
    QList<ProposedSelector> alike; ///< those that match its like, too
};

/// Selectors for the innermost element at a byte of the page as UTF-8 (PageRange). With `container`, a CSS selector of a recipe's
/// container, they are relative to the one that the element stands in; none where it stands in none, or the selector is wrong.
/// Off the GUI thread, as above.
ProposedSelectors proposeSelectorsAt(const StoredPage &page, qint64 offset, const QString &container = {});
/// The same for an element by its number, Node::index().
ProposedSelectors proposeSelectorsFor(const StoredPage &page, quint32 node, const QString &container = {});

} // namespace creel
