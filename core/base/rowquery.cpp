#include "base/rowquery.h"

#include <QLocale>
#include <QStringList>

#include <numeric>

namespace creel {

qint64 StateCounts::total() const { return std::accumulate(byState.begin(), byState.end(), qint64(0)); }

StateCounts &StateCounts::operator+=(const StateCounts &change)
{
    for (size_t state = 0; state < byState.size(); ++state)
        byState[state] += change.byState[state];
    found += change.found;
    return *this;
}

QString StateCounts::sum() const
{
    // Done first, then what never will be fetched, then what is still to do.
    struct Term {
        RowState state;
        QString word;
    };
    const Term terms[] = {
        {RowState::Ok, rowStateName(RowState::Ok)},           {RowState::Failed, rowStateName(RowState::Failed)},
        {RowState::Invalid, rowStateName(RowState::Invalid)}, {RowState::Duplicate, rowStateName(RowState::Duplicate)},
        {RowState::Skipped, rowStateName(RowState::Skipped)}, {RowState::Blank, rowStateName(RowState::Blank)},
        {RowState::Stopped, rowStateName(RowState::Stopped)}, {RowState::Queued, QStringLiteral("not started")},
    };
    static_assert(std::size(terms) == rowStateCount, "a state left out would break the sum");

    QLocale locale = QLocale::c(); // the same text on every desktop: logs and scripts read it too
    locale.setNumberOptions(QLocale::DefaultNumberOptions); // by itself the C locale leaves the commas out

    QStringList summands;
    for (const Term &term : terms) {
        if (const qint64 n = (*this)[term.state])
            summands.append(locale.toString(n) + u' ' + term.word);
    }
    const qint64 lines = total() - found;
    QString text = locale.toString(lines) + (lines == 1 ? QStringLiteral(" line") : QStringLiteral(" lines"));
    if (found > 0)
        text += QStringLiteral(" + ") + locale.toString(found) + QStringLiteral(" found");
    if (!summands.isEmpty())
        text += QStringLiteral(" = ") + summands.join(QStringLiteral(" + "));
    return text;
}

} // namespace creel
