#include "parse/detect/recordslots.h"

#include "parse/ascii.h"
#include "parse/detect/slotfinder.h"

#include <algorithm>

namespace creel {
namespace {

/// Whether not all occurrences say the same, by what `text` takes of each.
template <class Text>
bool differs(const Slot &slot, Text text)
{
    return std::any_of(slot.occurrences.begin(), slot.occurrences.end(), [&](const Slot::Occurrence &each) {
        return text(each.element) != text(slot.occurrences.front().element);
    });
}

/// What a slot's values are worth to somebody who reads the table.
double worth(const Slot &slot)
{
    double value = 0;
    const auto textOf = [](Node element) { return trimAsciiSpace(ownText(element)); };
    if (differs(slot, textOf)) {
        double length = 0;
        for (const Slot::Occurrence &each : slot.occurrences)
            length += std::min<double>(double(textOf(each.element).size()), 80);
        value += 0.6 + 0.4 * std::min(1.0, length / double(slot.occurrences.size()) / 40);
    }
    const Node first = slot.occurrences.front().element;
    if (first.nameId() == Name::A && differs(slot, [](Node element) { return element.attribute(Name::Href); }))
        value += 0.4;
    else if (first.nameId() == Name::Img)
        value += differs(slot, [](Node element) { return element.attribute(Name::Src); }) ? 0.6 : 0.2;
    else if (value == 0 && carriesValue(first))
        value += 0.3;
    return slot.number == 0                                       ? value
        : first.nameId() == Name::A || first.nameId() == Name::Li ? 0.3 * value
                                                                  : 0.8 * value;
}

/// Tags of an article: a list within the record, of things that have no parts.
bool isSimpleList(const std::vector<Slot> &slots, const Slot &slot)
{
    const Slot *item = &slot;
    const Slot *around = &slots[size_t(slot.parent)];
    const Node element = slot.occurrences.front().element;
    const bool isAllOfIt = element.parent() == around->occurrences.front().element && !element.previousElementSibling()
        && !element.nextElementSibling();
    if (isAllOfIt && around->occurrences.size() == slot.occurrences.size()) { // li > a
        item = around;
        around = &slots[size_t(around->parent)];
    }
    const Node first = item->occurrences.front().element.firstElementChild();
    return around->repetition() <= 1.2 && (!first || !first.nextElementSibling());
}

void weigh(RecordSlots &made)
{
    const auto count = double(made.records.size());
    double all = 0, single = 0, words = 0, others = 0;
    for (const Slot &slot : made.slots) {
        const bool isCarrier = std::any_of(slot.occurrences.begin(), slot.occurrences.end(),
                                           [](const Slot::Occurrence &each) { return carries(each.element); });
        if (!isCarrier)
            continue;
        const double coverage = slot.records / count;
        const bool isSingle = slot.repetition() <= 1.5 && coverage > 0.5;
        const bool isList = !isSingle && slot.repetition() > 1 && isSimpleList(made.slots, slot);
        const double mass = std::min(slot.repetition(), isList ? 1.0 : 3.0) * slot.records;
        all += mass;
        single += isSingle ? mass : 0;
        if (!isSingle)
            continue;
        const double value = coverage * worth(slot);
        (ownText(slot.occurrences.front().element).isNull() ? others : words) += value;
    }
    made.richness = words + others;
    made.regularity = all > 0 ? single / all : 0;
}

void compare(RecordSlots &made)
{
    std::vector<int> has(made.records.size());
    int usual = 0;
    for (const Slot &slot : made.slots) {
        std::vector<int> records;
        for (const Slot::Occurrence &each : slot.occurrences) {
            if (carries(each.element) && (records.empty() || records.back() != each.record))
                records.push_back(each.record);
        }
        if (2 * records.size() <= made.records.size())
            continue;
        ++usual;
        for (const int record : records)
            ++has[size_t(record)];
    }
    for (const int own : has)
        made.likeness.push_back(usual > 0 ? double(own) / usual : 1);
}

} // namespace

RecordSlots recordSlots(const RecordGroup &group, const PageShape &shape, size_t most, Steps &steps)
{
    RecordSlots made;
    const size_t count = std::min(most, group.size());
    for (size_t i = 0; i < count; ++i)
        made.records.push_back(group[i * group.size() / count]);
    made.slots = findSlots(group, shape, made.records, steps);
    compare(made);
    weigh(made);
    return made;
}

} // namespace creel
