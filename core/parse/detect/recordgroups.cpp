#include "parse/detect/recordgroups.h"

#include "parse/detect/elementhandles.h"

#include <algorithm>
#include <cmath>

namespace creel {
namespace {

constexpr size_t minRecords = 3;
constexpr size_t maxEntries = 1'500'000;

struct Entry {
    quint64 key;
    quint32 order; ///< of the element in the document
    NodeIndex node;
};

/// Elements that hold a record as a whole. Text-level ones only hold parts of one, but for links around a card.
bool mayBeRecord(Node element, const ElementShape &shape)
{
    if (shape.path == 0 || shape.atoms == 0)
        return false;
    switch (element.nameId()) {
    case Name::Html:
    case Name::Body:
    case Name::B:
    case Name::I:
    case Name::Em:
    case Name::Strong:
    case Name::Small:
    case Name::Sup:
    case Name::Sub:
    case Name::Font:
    case Name::Img:
    case Name::Option:
    case Name::Optgroup:
    case Name::Select:
    case Name::Button:
    case Name::Label:
    case Name::Time:
    case Name::Th:
    case Name::Dt:
    case Name::H1:
    case Name::H2:
    case Name::H3:
    case Name::H4:
    case Name::H5:
    case Name::H6:
        return false;
    case Name::Span:
    case Name::A:
        return shape.atoms >= 2;
    default:
        return true;
    }
}

int cellCount(Node row)
{
    int count = 0;
    for (Node cell = row.firstElementChild(); cell && count < 100; cell = cell.nextElementSibling())
        ++count;
    return count;
}

std::vector<Entry> entriesOf(const Document &document, const PageShape &shape, Steps &steps)
{
    std::vector<Entry> entries;
    quint32 order = 0;
    for (Node node = document.documentElement(); node && steps.spend() && entries.size() < maxEntries;
         node = node.nextInDocument()) {
        if (!node.isElement() || !mayBeRecord(node, shape.of(node)))
            continue;
        ++order;
        const quint64 name = quint64(node.nameId()), path = shape.of(node).path;
        entries.push_back({mixed(1, path), order, node.index()});
        entries.push_back({mixed(mixed(2, node.parent().index()), name), order, node.index()});
        if (node.nameId() == Name::Tr) // rows of two kinds, one below the other
            entries.push_back({mixed(mixed(5, node.parent().index()), quint64(cellCount(node))), order, node.index()});
        size_t left = 6;
        for (const QByteArrayView word : classesOf(node)) {
            if (left-- == 0)
                break;
            entries.push_back({mixed(mixed(3, name), word), order, node.index()});
            entries.push_back({mixed(mixed(4, path), word), order, node.index()});
            steps.spend(2);
        }
    }
    return entries;
}

/// What is seen of a group without looking into its records.
double promise(const RecordGroup &group, const PageShape &shape)
{
    const auto count = double(group.size());
    double atoms = 0, squares = 0, text = 0;
    for (const Node node : group) {
        const double own = std::min<double>(shape.of(node).atoms, 50);
        atoms += own;
        squares += own * own;
        text += std::min<double>(shape.of(node).text, 500);
    }
    const double mean = atoms / count, variance = std::max(0.0, squares / count - mean * mean);
    return std::log2(1 + count) * std::min(mean, 12.0) * std::log2(2 + text / count) / (1 + std::sqrt(variance) / mean)
        * contentShare(group, shape);
}

struct Ranked {
    double promise;
    quint64 hash; ///< of its elements
    size_t begin, end;
};

} // namespace

double contentShare(const RecordGroup &group, const PageShape &shape)
{
    double share = 0;
    for (const Node node : group) {
        const ElementShape &own = shape.of(node);
        const bool isLinks = 10 * qint64(own.linkText) > 6 * qint64(own.text);
        if (own.part == PagePart::Content)
            share += 1;
        else if (own.part == PagePart::Aside)
            share += isLinks ? 0.3 : 0.5;
        else
            share += isLinks ? 0.12 : 0.45;
    }
    return group.empty() ? 0 : share / double(group.size());
}

std::vector<RecordGroup> recordGroups(const Document &document, const PageShape &shape, size_t most, Steps &steps)
{
    std::vector<Entry> entries = entriesOf(document, shape, steps);
    steps.spend(qint64(entries.size()) * 4);
    std::sort(entries.begin(), entries.end(),
              [](const Entry &a, const Entry &b) { return a.key != b.key ? a.key < b.key : a.order < b.order; });

    const auto groupOf = [&entries, &document](const Ranked &ranked) {
        RecordGroup group;
        for (size_t i = ranked.begin; i < ranked.end; ++i) {
            if (i == ranked.begin || entries[i].node != entries[i - 1].node)
                group.emplace_back(document, entries[i].node);
        }
        return group;
    };
    std::vector<Ranked> ranking;
    for (size_t begin = 0, end = 0; begin < entries.size() && steps.spend(); begin = end) {
        quint64 hash = 0;
        for (end = begin; end < entries.size() && entries[end].key == entries[begin].key; ++end)
            hash += mixed(5, entries[end].node);
        if (end - begin < minRecords)
            continue;
        Ranked ranked{0, hash, begin, end};
        ranked.promise = promise(groupOf(ranked), shape);
        steps.spend(qint64(end - begin) * 2);
        ranking.push_back(ranked);
    }
    std::sort(ranking.begin(), ranking.end(), [](const Ranked &a, const Ranked &b) {
        return a.promise != b.promise ? a.promise > b.promise : a.hash != b.hash ? a.hash < b.hash : a.begin < b.begin;
    });
    ranking.erase(
        std::unique(ranking.begin(), ranking.end(), [](const Ranked &a, const Ranked &b) { return a.hash == b.hash; }),
        ranking.end());
    std::vector<RecordGroup> groups;
    for (const Ranked &ranked : ranking) {
        if (groups.size() == most)
            break;
        groups.push_back(groupOf(ranked));
    }
    return groups;
}

} // namespace creel
