#include "parse/detect/fieldselector.h"

#include "parse/detect/elementhandles.h"
#include "parse/selector.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxAttempts = 40;

class FieldSearch
{
public:
    FieldSearch(const Document &document, const RecordSlots &slots, const Slot &slot, bool wantsAll, Steps &steps)
        : m_document(document), m_slots(slots), m_slot(slot), m_wantsAll(wantsAll), m_steps(steps),
          m_expected(slots.records.size())
    {
        for (const Slot::Occurrence &each : slot.occurrences) {
            std::vector<Node> &expected = m_expected[size_t(each.record)];
            if (wantsAll || expected.empty())
                expected.push_back(each.element);
            if (expected.size() == 1)
                m_elements.push_back(each.element);
        }
    }

    QString find()
    {
        if (m_elements.front() == m_slots.records[size_t(m_slot.occurrences.front().record)])
            return u":scope"_s;
        const std::vector<ElementHandle> handles = commonHandles(m_elements);
        attemptLabel();
        const bool isCell = m_elements.front().isHtml(Name::Td) || m_elements.front().isHtml(Name::Th);
        if (isCell || m_slot.number > 0)
            attemptNumber(handles);
        for (const ElementHandle &handle : handles) {
            if (handle.cost < ElementHandle::generatedCost)
                attempt(handle.text);
        }
        attemptBelowAncestors(handles);
        if (!isCell && m_slot.number == 0)
            attemptNumber(handles);
        if (m_firstOfMany.isEmpty()) {
            attemptPath();
            for (const ElementHandle &handle : handles)
                attempt(handle.text);
        }
        return !m_best.isEmpty() ? m_best : m_firstOfMany.isEmpty() ? m_almost : m_firstOfMany;
    }

private:
    void attempt(const QString &text)
    {
        if (!m_best.isEmpty() || text.isEmpty() || ++m_attempts > maxAttempts)
            return;
        const Expected<Selector, SelectorError> selector = Selector::parse(text);
        if (!selector || !m_steps.spend(qint64(m_slots.records.size()) * 40))
            return;
        SelectorMatcher matcher(*selector, m_document, {qint64(m_slots.records.size()) * 50'000});
        size_t wrong = 0;
        bool isOne = true;
        for (size_t i = 0; i < m_expected.size() && 20 * wrong <= m_expected.size(); ++i) {
            const std::vector<Node> found = matcher.select(m_slots.records[i]);
            if (matcher.tooComplex())
                return;
            isOne = isOne && found.size() <= 1;
            if (m_wantsAll)
                wrong += found != m_expected[i];
            else
                wrong += found.empty() != m_expected[i].empty()
                    || (!found.empty() && found.front() != m_expected[i].front());
        }
        if (wrong == 0 && (isOne || m_wantsAll))
            m_best = text;
        else if (wrong == 0 && m_firstOfMany.isEmpty())
            m_firstOfMany = text;
        else if (20 * wrong <= m_expected.size() && m_almost.isEmpty())
            m_almost = text;
    }

    /// dt:contains("Place") + dd
    void attemptLabel()
    {
        if (m_slot.label.isEmpty())
            return;
        const Node before = m_elements.front().previousElementSibling();
        attempt(cssIdentifier(before.name()) + u":contains("_s + cssString(m_slot.label.toUtf8()) + u") + "_s
                + cssIdentifier(m_elements.front().name()));
    }

    bool areChildrenOf(int hops) const
    {
        for (size_t i = 0, at = 0; i < m_expected.size(); ++i) {
            if (m_expected[i].empty())
                continue;
            Node node = m_elements[at++];
            for (int hop = 0; hop < hops; ++hop)
                node = node.parent();
            if (node != m_slots.records[i])
                return false;
        }
        return true;
    }

    void attemptNumber(const std::vector<ElementHandle> &handles)
    {
        const int number = childNumber(m_elements.front(), 200);
        if (number == 0 || std::any_of(m_elements.begin(), m_elements.end(), [number](Node node) {
                return childNumber(node, 200) != number;
            }))
            return;
        const QString nth = u":nth-child(%1)"_s.arg(number);
        const QString start = areChildrenOf(1) ? u":scope > "_s : QString();
        attempt(cssIdentifier(m_elements.front().name()) + nth);
        if (!handles.empty())
            attempt(start + handles.front().text + nth);
        attempt(start + cssIdentifier(m_elements.front().name()) + nth);
    }

    void attemptBelowAncestors(const std::vector<ElementHandle> &handles)
    {
        if (areChildrenOf(1)) {
            for (size_t i = 0; i < std::min<size_t>(handles.size(), 2); ++i)
                attempt(u":scope > "_s + handles[i].text);
        }
        std::vector<Node> ancestors = m_elements;
        for (int hops = 1; hops <= 4; ++hops) {
            for (Node &node : ancestors)
                node = node.parent();
            const bool areInside = std::all_of(ancestors.begin(), ancestors.end(), [this](Node node) {
                return node.isElement()
                    && std::find(m_slots.records.begin(), m_slots.records.end(), node) == m_slots.records.end();
            });
            if (!areInside)
                return;
            const std::vector<ElementHandle> outer = commonHandles(ancestors);
            for (size_t i = 0; i < std::min<size_t>(outer.size(), 2) && outer[i].cost < ElementHandle::generatedCost;
                 ++i) {
                for (size_t j = 0; j < std::min<size_t>(handles.size(), 2); ++j) {
                    attempt(outer[i].text + u' ' + handles[j].text);
                    if (hops == 1)
                        attempt(outer[i].text + u" > "_s + handles[j].text);
                }
            }
            const int number = childNumber(ancestors.front(), 200);
            const bool isCell = ancestors.front().isHtml(Name::Td);
            if (isCell && !handles.empty()) {
                const QString cell = u"td:nth-child(%1) "_s.arg(number) + handles.front().text;
                attempt(cell);
                attempt(u":scope > "_s + cell); // the record may stand in a table's cell itself
            }
        }
    }

    void attemptPath()
    {
        QString path;
        Node node = m_elements.front();
        const Node record = m_slots.records[size_t(m_slot.occurrences.front().record)];
        for (int hops = 0; node.isElement() && node != record && ++hops < 12; node = node.parent())
            path = u" > "_s + cssIdentifier(node.name()) + path;
        if (node == record)
            attempt(u":scope"_s + path);
    }

    const Document &m_document;
    const RecordSlots &m_slots;
    const Slot &m_slot;
    const bool m_wantsAll;
    Steps &m_steps;
    std::vector<std::vector<Node>> m_expected; ///< of each record
    std::vector<Node> m_elements;              ///< the first of each record that has one
    int m_attempts = 0;
    QString m_best, m_firstOfMany, m_almost;
};

} // namespace

QString fieldSelector(const Document &document, const RecordSlots &slots, const Slot &slot, bool wantsAll, Steps &steps)
{
    return FieldSearch(document, slots, slot, wantsAll, steps).find();
}

} // namespace creel
