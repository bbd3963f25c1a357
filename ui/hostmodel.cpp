#include "hostmodel.h"

#include "statelook.h"
#include "wording.h"

#include <QBrush>
#include <QGuiApplication>
#include <QHash>

#include <algorithm>
#include <numeric>
#include <vector>

namespace creel {

namespace {

struct Heading {
    const char *title;
    const char *hint;
};
constexpr std::array<Heading, HostModel::ColumnCount> headings = {{
    {QT_TRANSLATE_NOOP("creel::HostModel", "Host"), QT_TRANSLATE_NOOP("creel::HostModel", "Scheme, name and port")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "State"), QT_TRANSLATE_NOOP("creel::HostModel", "What the host does now")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "In flight"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Requests under way now")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Queued"), QT_TRANSLATE_NOOP("creel::HostModel", "Rows that wait")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Done"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Requests that ended, robots.txt and retries included")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Errors"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Of these: no answer, 429, or 500 and above")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Per second"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Requests that ended, over the last ten seconds")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "p50"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Half of the last answers took no longer")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "p95"),
     QT_TRANSLATE_NOOP("creel::HostModel", "19 of 20 of the last answers took no longer")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Delay"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Least time between two starts now: yours, Crawl-delay, or slowed down")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Next start"),
     QT_TRANSLATE_NOOP("creel::HostModel", "When the next request may start")},
    {QT_TRANSLATE_NOOP("creel::HostModel", "Reason"),
     QT_TRANSLATE_NOOP("creel::HostModel", "Why it waits longer than its delay, or is parked")},
}};

QString timeText(qint64 ms) { return HostModel::tr("%1 ms").arg(grouped(ms)); }
QString timeText(std::optional<int> ms) { return ms ? timeText(*ms) : QString(); }

QString startText(std::optional<qint64> ms)
{
    if (!ms)
        return {};
    if (*ms < 50)
        return HostModel::tr("now");
    return *ms < 10'000 ? HostModel::tr("in %1 s").arg(double(*ms) / 1000, 0, 'f', 1)
                        : HostModel::tr("in %1").arg(clockText(*ms));
}

QString text(const HostLane &lane, int column)
{
    switch (column) {
    case HostModel::Host:
        return QString::fromLatin1(lane.host);
    case HostModel::State:
        return stateTitle(lane.state);
    case HostModel::InFlight:
        return grouped(lane.inFlight);
    case HostModel::Queued:
        return grouped(lane.queued);
    case HostModel::Done:
        return grouped(lane.done);
    case HostModel::Errors:
        return grouped(lane.errors);
    case HostModel::Rate:
        return QString::number(lane.perSecond, 'f', 1);
    case HostModel::P50:
        return timeText(lane.p50Ms);
    case HostModel::P95:
        return timeText(lane.p95Ms);
    case HostModel::Delay:
        return timeText(lane.delayMs);
    case HostModel::NextStart:
        return startText(lane.nextStartMs);
    case HostModel::Reason:
        return lane.reason;
    default:
        return {};
    }
}

/// Numbers; nothing comes before the least of them.
double number(const HostLane &lane, int column)
{
    const auto orNone = [](auto value) { return value ? double(*value) : -1; };
    switch (column) {
    case HostModel::State:
        return double(lane.state);
    case HostModel::InFlight:
        return lane.inFlight;
    case HostModel::Queued:
        return double(lane.queued);
    case HostModel::Done:
        return double(lane.done);
    case HostModel::Errors:
        return double(lane.errors);
    case HostModel::Rate:
        return lane.perSecond;
    case HostModel::P50:
        return orNone(lane.p50Ms);
    case HostModel::P95:
        return orNone(lane.p95Ms);
    case HostModel::Delay:
        return double(lane.delayMs);
    default:
        return orNone(lane.nextStartMs);
    }
}

bool isText(int column)
{
    return column == HostModel::Host || column == HostModel::State || column == HostModel::Reason;
}

bool comesBefore(const HostLane &a, const HostLane &b, int column)
{
    if (column == HostModel::Host)
        return a.host < b.host;
    if (column == HostModel::Reason)
        return a.reason < b.reason;
    return number(a, column) < number(b, column);
}

} // namespace

void HostModel::setLanes(const QList<HostLane> &lanes)
{
    QHash<QByteArray, const HostLane *> fresh;
    for (const HostLane &lane : lanes)
        fresh.insert(lane.host, &lane);
    for (int row = int(m_lanes.size()) - 1; row >= 0; --row) {
        if (const HostLane *now = fresh.take(m_lanes[row].host)) {
            m_lanes[row] = *now;
            continue;
        }
        beginRemoveRows({}, row, row);
        m_lanes.removeAt(row);
        endRemoveRows();
    }
    if (!m_lanes.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_lanes.size()) - 1, ColumnCount - 1));
    if (!fresh.isEmpty()) {
        beginInsertRows({}, int(m_lanes.size()), int(m_lanes.size() + fresh.size()) - 1);
        for (const HostLane &lane : lanes) { // in their order
            if (fresh.contains(lane.host))
                m_lanes.append(lane);
        }
        endInsertRows();
    }
    putInOrder();
}

void HostModel::sort(int column, Qt::SortOrder order)
{
    m_sortBy = column;
    m_order = order;
    putInOrder();
}

void HostModel::putInOrder()
{
    if (m_sortBy < 0)
        return;
    std::vector<int> rows(size_t(m_lanes.size()));
    std::iota(rows.begin(), rows.end(), 0);
    const auto before = [this](int a, int b) {
        const auto [first, second] = m_order == Qt::AscendingOrder ? std::pair(a, b) : std::pair(b, a);
        if (comesBefore(m_lanes[first], m_lanes[second], m_sortBy))
            return true;
        return a < b && !comesBefore(m_lanes[second], m_lanes[first], m_sortBy); // equal ones stay as they are
    };
    if (std::is_sorted(rows.begin(), rows.end(), before))
        return;
    std::sort(rows.begin(), rows.end(), before);

    Q_EMIT layoutAboutToBeChanged({}, VerticalSortHint);
    QList<HostLane> sorted;
    std::vector<int> placeOf(rows.size());
    for (const int row : rows) {
        placeOf[size_t(row)] = int(sorted.size());
        sorted.append(m_lanes[row]);
    }
    m_lanes = std::move(sorted);
    const QModelIndexList old = persistentIndexList();
    QModelIndexList after;
    for (const QModelIndex &index : old)
        after.append(this->index(placeOf[size_t(index.row())], index.column()));
    changePersistentIndexList(old, after);
    Q_EMIT layoutChanged({}, VerticalSortHint);
}

int HostModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_lanes.size()); }

int HostModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

QVariant HostModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const HostLane &lane = m_lanes[index.row()];
    const int column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(lane, column);
    case Qt::ToolTipRole:
        return lane.reason.isEmpty() ? text(lane, column) : lane.reason;
    case Qt::TextAlignmentRole:
        return isText(column) ? QVariant() : QVariant(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
        if (column == State)
            return QBrush(toneColor(stateTone(lane.state), QGuiApplication::palette()));
        if (column == Errors && lane.errors > 0)
            return QBrush(toneColor(Tone::Bad, QGuiApplication::palette()));
        return {};
    case Qt::DecorationRole:
        if (column == State)
            return glyphIcon(stateGlyph(lane.state), toneColor(stateTone(lane.state), QGuiApplication::palette()));
        return {};
    default:
        return {};
    }
}

QVariant HostModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(headings[size_t(section)].title);
    if (role == Qt::ToolTipRole)
        return tr(headings[size_t(section)].hint);
    if (role == Qt::TextAlignmentRole)
        return QVariant((isText(section) ? Qt::AlignLeft : Qt::AlignRight) | Qt::AlignVCenter);
    return {};
}

} // namespace creel
