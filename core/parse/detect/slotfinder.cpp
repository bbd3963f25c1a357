#include "parse/detect/slotfinder.h"

#include "parse/ascii.h"
#include "parse/detect/elementhandles.h"
#include "parse/visibletext.h"

#include <QHash>
#include <QSet>

#include <algorithm>
#include <limits>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxNodes = 600; ///< of a record
constexpr size_t maxSlots = 300;
constexpr qsizetype maxLabel = 40;

/// How often a class stands in the records.
struct TokenCount {
    int records = 0, all = 0, lastRecord = -1;
    double rank() const { return double(records) * records / all; }
};

QString labelText(Node element)
{
    QString text = visibleText(element);
    if (text.endsWith(u':'))
        text.chop(1);
    return text.size() <= maxLabel ? text.trimmed() : QString();
}

bool isHeading(Name name) { return name >= Name::H1 && name <= Name::H6; }

/// Elements that only wrap; without a class they may come and go.
bool isWrapper(Name name)
{
    return name == Name::Div || name == Name::Span || name == Name::Picture || name == Name::Figure
        || name == Name::Center || name == Name::Font || name == Name::Section || name == Name::Tbody;
}

/// Walks over the records' elements, in document order, and gives each a key that is the same in all records.
class SlotFinder
{
public:
    SlotFinder(const RecordGroup &group, const PageShape &shape, std::vector<Node> records, Steps &steps)
        : m_shape(shape), m_records(std::move(records)), m_steps(steps)
    {
        for (const Node node : group)
            m_members.insert(node.index());
    }

    std::vector<Slot> find()
    {
        for (size_t i = 0; i < m_records.size(); ++i)
            walk(int(i), [this, i](Node element) { countTokens(element, int(i)); });
        m_slots.emplace_back().records = int(m_records.size());
        for (size_t i = 0; i < m_records.size(); ++i) {
            m_used.clear();
            m_keys.clear();
            m_keys.insert(m_records[i].index(), {0, 0, 0});
            m_slots.front().occurrences.push_back({int(i), m_records[i]});
            walk(int(i), [this, i](Node element) { place(element, int(i)); });
        }
        return std::move(m_slots);
    }

private:
    struct Place {
        quint64 key;
        int slot;      ///< itself, or the nearest around it
        quint64 scope; ///< key of the microdata item that it is in
    };

    template <class Visit>
    void walk(int record, Visit visit)
    {
        const Node root = m_records[size_t(record)];
        int left = maxNodes;
        Node node = root.firstChild();
        while (node && left-- > 0 && m_steps.spend(4)) {
            const bool isSkipped = node.isElement()
                && (m_members.contains(node.index()) || node.ns() != Namespace::Html || hidesText(node));
            const bool isForMachines = node.isHtml(Name::Meta) || node.isHtml(Name::Link);
            if (node.isElement() && (!isSkipped || (isForMachines && carriesValue(node))))
                visit(node);
            node = isSkipped ? node.nextAfterSubtree(root) : node.nextInDocument(root);
        }
    }

    void countTokens(Node element, int record)
    {
        for (const QByteArrayView word : classesOf(element)) {
            TokenCount &count = m_tokens[word];
            ++count.all;
            count.records += count.lastRecord != record;
            count.lastRecord = record;
        }
    }

    /// The class that says best what the element is: the one that most records have once.
    QByteArrayView bestToken(Node element)
    {
        const std::vector<QByteArrayView> words = classesOf(element);
        const auto best = [this, &words](int fewerThan) {
            QByteArrayView found;
            for (const QByteArrayView word : words) {
                const TokenCount &count = m_tokens[word];
                if (count.records >= 2 && count.all < fewerThan
                    && (found.isEmpty() || count.rank() > m_tokens[found].rank()))
                    found = word;
            }
            return found;
        };
        QByteArrayView token = best(std::numeric_limits<int>::max());
        // The second "price" of a record may be the one that is "price--was", too.
        if (!token.isEmpty() && m_used.contains(token)) {
            const QByteArrayView rarer = best(m_tokens[token].all);
            token = rarer.isEmpty() || m_used.contains(rarer) ? token : rarer;
        }
        const bool isRareWrapper = !token.isEmpty() && isWrapper(element.nameId()) && !carries(element)
            && 2 * size_t(m_tokens[token].records) < m_records.size();
        if (token.isEmpty() || isRareWrapper)
            return {};
        m_used.insert(token);
        return token;
    }

    QString labelOf(Node element) const
    {
        const Node before = element.previousElementSibling();
        if (!before)
            return {};
        if (element.nameId() == Name::Dd && before.nameId() == Name::Dt)
            return labelText(before);
        if (element.nameId() == Name::Td && before.nameId() == Name::Th
            && !m_members.contains(element.parent().index()))
            return labelText(before);
        if (m_shape.of(before).text <= quint32(maxLabel) && m_shape.of(before).atoms == 1) {
            const QString text = visibleText(before);
            if (text.endsWith(u':'))
                return labelText(before);
        }
        return {};
    }

    quint64 cellKey(Node cell, quint64 parent) const
    {
        const quint64 key = mixed(mixed(parent, 3), quint64(cell.nameId()));
        if (m_shape.of(cell).atoms >= 4) // a card, and its neighbours may be others
            return key;
        int column = 0;
        for (Node node = cell.previousElementSibling(); node && column < 200; node = node.previousElementSibling())
            column +=
                std::clamp(node.attribute(Name::Colspan).isNull() ? 1 : node.attribute(Name::Colspan).toInt(), 1, 50);
        return mixed(key, quint64(column));
    }

    void place(Node element, int record)
    {
        const Place around = m_keys.value(element.parent().index(), {0, 0, 0});
        const Name name = element.nameId();
        Place own = around;
        QByteArrayView token;
        const QString label = labelOf(element);
        const QByteArrayView itemprop = element.attribute(Name::Itemprop);
        if (!itemprop.isEmpty()) {
            token = itemprop;
            own.key = mixed(mixed(1, around.scope), itemprop);
        } else if (!label.isEmpty()) {
            own.key = mixed(mixed(around.key, 2), label.toUtf8());
        } else if (name == Name::Dt) {
            own.key = mixed(mixed(around.key, 6), visibleText(element).toUtf8());
        } else if (name == Name::Td || name == Name::Th) {
            own.key = cellKey(element, around.key);
        } else if (token = bestToken(element); !token.isEmpty()) {
            own.key = mixed(4, token);
        } else if (isWrapper(name) && ownText(element).isNull()) {
            m_keys.insert(element.index(), around);
            return;
        } else {
            own.key = mixed(mixed(around.key, 5), quint64(isHeading(name) ? Name::H1 : name));
        }
        if (element.hasAttribute(Name::Itemscope))
            own.scope = own.key;

        auto found = m_numbers.find(own.key);
        if (found == m_numbers.end() && m_slots.size() < maxSlots) {
            found = m_numbers.insert(own.key, int(m_slots.size()));
            Slot &made = m_slots.emplace_back();
            made.parent = around.slot;
            made.token = token;
            made.label = label;
        }
        if (found != m_numbers.end()) {
            Slot &slot = m_slots[size_t(*found)];
            own.slot = *found;
            slot.records += slot.occurrences.empty() || slot.occurrences.back().record != record;
            slot.occurrences.push_back({record, element});
        }
        m_keys.insert(element.index(), own);
    }

    const PageShape &m_shape;
    const std::vector<Node> m_records;
    Steps &m_steps;
    QSet<NodeIndex> m_members;
    QHash<QByteArrayView, TokenCount> m_tokens;
    QSet<QByteArrayView> m_used; ///< tokens, in the record at hand
    QHash<NodeIndex, Place> m_keys;
    QHash<quint64, int> m_numbers; ///< of the slots
    std::vector<Slot> m_slots;
};

/// The number of them in a record, where most records have the same; else 0.
int usualCount(const Slot &slot)
{
    QHash<int, int> counts;
    for (size_t i = 0; i < slot.occurrences.size();) {
        size_t end = i;
        while (end < slot.occurrences.size() && slot.occurrences[end].record == slot.occurrences[i].record)
            ++end;
        ++counts[int(end - i)];
        i = end;
    }
    for (auto count = counts.cbegin(); count != counts.cend(); ++count) {
        if (10 * *count >= 6 * slot.records)
            return count.key();
    }
    return 0;
}

/// Cells without names of their own: as many in each record, side by side, and none of them a card.
bool areNumbered(const Slot &slot, const std::vector<Slot> &slots, const PageShape &shape)
{
    const int usual = usualCount(slot);
    if (usual < 2 || usual > 12 || slots[size_t(slot.parent)].repetition() > 1.2)
        return false;
    const Node parent = slot.occurrences.front().element.parent();
    return std::all_of(slot.occurrences.begin(), slot.occurrences.begin() + usual, [&](const Slot::Occurrence &each) {
        return shape.of(each.element).atoms <= 2 && each.element.parent() == parent;
    });
}

/// Each of several in a record becomes a slot of its own.
void numberSlots(std::vector<Slot> &slots, const PageShape &shape)
{
    const size_t count = slots.size();
    for (size_t i = 0; i < count; ++i) {
        if (slots[i].repetition() < 1.5 || !areNumbered(slots[i], slots, shape))
            continue;
        std::vector<Slot> numbered(12);
        int record = -1;
        size_t number = 0;
        for (const Slot::Occurrence &each : slots[i].occurrences) {
            number = each.record == record ? number + 1 : 0;
            record = each.record;
            if (number >= numbered.size())
                continue;
            Slot &slot = numbered[number];
            slot.parent = slots[i].parent;
            slot.token = slots[i].token;
            slot.number = int(number) + 1;
            slot.occurrences.push_back(each);
            ++slot.records;
        }
        slots[i] = std::move(numbered[0]);
        for (size_t n = 1; n < numbered.size(); ++n) {
            if (numbered[n].records > 0)
                slots.push_back(std::move(numbered[n]));
        }
    }
}

} // namespace

QByteArrayView ownText(Node element)
{
    for (Node child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.isText() && !isBlank(child.characters()))
            return child.characters();
    }
    return {};
}

bool carriesValue(Node element)
{
    switch (element.nameId()) {
    case Name::Img:
        return true;
    case Name::A:
        return element.hasAttribute(Name::Href);
    case Name::Time:
        return element.hasAttribute(Name::Datetime);
    case Name::Data:
    case Name::Meter:
        return element.hasAttribute(Name::Value);
    case Name::Meta:
        return element.hasAttribute(Name::Itemprop) && element.hasAttribute(Name::Content);
    case Name::Link:
        return element.hasAttribute(Name::Itemprop) && element.hasAttribute(Name::Href);
    default:
        return !element.attribute(Name::Title).isEmpty() || !element.attribute("aria-label").isEmpty();
    }
}

bool carries(Node element) { return carriesValue(element) || !ownText(element).isNull(); }

std::vector<Slot> findSlots(const RecordGroup &group, const PageShape &shape, const std::vector<Node> &records,
                            Steps &steps)
{
    std::vector<Slot> slots = SlotFinder(group, shape, records, steps).find();
    numberSlots(slots, shape);
    return slots;
}

} // namespace creel
