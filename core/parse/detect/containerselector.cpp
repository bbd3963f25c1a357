#include "parse/detect/containerselector.h"

#include "parse/detect/elementhandles.h"
#include "parse/detect/selectorproposals.h"

#include <QSet>

#include <algorithm>
#include <optional>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr int maxFilters = 12; ///< of each kind that are tried on a selector

class Search
{
public:
    Search(const Document &document, const RecordGroup &group, const RecordSlots &slots, Steps &steps)
        : m_document(document), m_group(group), m_slots(slots), m_steps(steps),
          m_isRecord(size_t(document.nodeCount()) + 1)
    {
        for (const Node node : group)
            m_isRecord[node.index()] = true;
    }

    QString find()
    {
        const std::vector<ElementHandle> handles = commonHandles(m_group);
        for (const ElementHandle &handle : handles) {
            if (handle.cost < ElementHandle::generatedCost)
                attempt(handle.text, handle.cost);
        }
        if (m_bestCost > 30) {
            attemptBelowLandmarks(handles);
            attemptPaths();
        }
        if (m_bestCost > 40)
            narrow();
        if (m_best.isEmpty()) {
            for (const ElementHandle &handle : handles)
                attempt(handle.text, handle.cost);
            attemptBelowParent();
            narrow();
        }
        return m_best;
    }

private:
    struct Wide {
        QString text;
        int cost;
        std::vector<Node> extra; ///< it selects beside the records
    };

    std::optional<std::vector<Node>> select(const QString &text)
    {
        const Expected<Selector, SelectorError> selector = Selector::parse(text);
        if (!selector || !m_steps.spend(m_document.nodeCount() / 2 + 100))
            return std::nullopt;
        Selection selection = selector->select(m_document, m_document.root(), {20 * m_document.nodeCount() + 100'000});
        if (selection.tooComplex)
            return std::nullopt;
        return std::move(selection.elements);
    }

    /// Keeps it when it is right and the best so far, and for later when it selects too much.
    void attempt(const QString &text, int cost)
    {
        if (cost >= m_bestCost || m_tried.contains(text))
            return;
        m_tried.insert(text);
        const std::optional<std::vector<Node>> found = select(text);
        if (!found || found->size() < m_group.size())
            return;
        std::vector<Node> extra;
        for (const Node node : *found) {
            if (!m_isRecord[node.index()])
                extra.push_back(node);
        }
        if (found->size() - extra.size() != m_group.size())
            return;
        if (!extra.empty()) {
            m_wide.push_back({text, cost, std::move(extra)});
            return;
        }
        m_best = text;
        m_bestCost = cost;
    }

    void attemptBelowLandmarks(const std::vector<ElementHandle> &handles)
    {
        int landmarks = 0, hops = 0;
        QString path;
        Node below = m_group.front();
        for (Node node = m_group.front().parent(); node.isElement() && landmarks < 4 && ++hops < 60;
             node = node.parent()) {
            if (node.isHtml(Name::Body))
                break;
            path = cssIdentifier(below.name()) + (path.isEmpty() ? QString() : u" > "_s + path);
            below = node;
            ElementHandle landmark = landmarkOf(node);
            if (landmark.text.isEmpty()
                && (node.isHtml(Name::Main) || node.isHtml(Name::Ul) || node.isHtml(Name::Ol)
                    || node.isHtml(Name::Table) || node.isHtml(Name::Article)))
                landmark = {cssIdentifier(node.name()), 22};
            if (landmark.text.isEmpty())
                continue;
            ++landmarks;
            for (size_t i = 0; i < std::min<size_t>(handles.size(), 3); ++i) {
                if (handles[i].cost >= ElementHandle::generatedCost)
                    break;
                const int cost = 10 + landmark.cost / 2 + handles[i].cost + 2 * landmarks;
                attempt(landmark.text + u" > "_s + handles[i].text, cost + 1);
                attempt(landmark.text + u' ' + handles[i].text, cost);
            }
            if (hops > 1 && hops <= 4)
                attempt(landmark.text + u" > "_s + path, 36 + landmark.cost / 2 + 2 * hops);
        }
    }

    /// Names alone: "table > tbody > tr", the shorter the better.
    void attemptPaths()
    {
        QString path = cssIdentifier(m_group.front().name());
        int hops = 0;
        for (Node node = m_group.front().parent(); node.isElement() && ++hops <= 12; node = node.parent()) {
            path = cssIdentifier(node.name()) + u" > "_s + path;
            attempt(path, 52 + 4 * hops);
        }
    }

    void attemptBelowParent()
    {
        const Node parent = m_group.front().parent();
        if (!std::all_of(m_group.begin(), m_group.end(), [parent](Node node) { return node.parent() == parent; }))
            return;
        const SelectorProposals proposals =
            proposeSelectors(m_document, parent, {}, {std::max<qint64>(0, 20 * m_document.nodeCount() + 10'000)});
        m_steps.spend(10 * m_document.nodeCount());
        for (const SelectorProposal &proposal : proposals.alone)
            attempt(proposal.text + u" > "_s + cssIdentifier(m_group.front().name()), 90);
    }

    /// Adds to the selectors that select too much what leaves the others out.
    void narrow()
    {
        std::vector<Wide> wide = std::move(m_wide);
        m_wide.clear();
        std::sort(wide.begin(), wide.end(), [](const Wide &a, const Wide &b) {
            return a.extra.size() != b.extra.size() ? a.extra.size() < b.extra.size() : a.cost < b.cost;
        });
        size_t left = 6;
        for (const Wide &each : wide) {
            if (left-- == 0)
                break;
            attemptWithout(each);
            attemptWithAttribute(each);
            attemptWithCells(each);
            attemptWithSlots(each);
            attemptByPlace(each);
        }
    }

    bool anyRecordHasClass(QByteArrayView name) const
    {
        return std::any_of(m_group.begin(), m_group.end(), [name](Node node) {
            const std::vector<QByteArrayView> classes = classesOf(node);
            return std::find(classes.begin(), classes.end(), name) != classes.end();
        });
    }

    void attemptWithout(const Wide &wide)
    {
        if (wide.extra.size() > 100)
            return;
        for (const QByteArrayView name : classesOf(wide.extra.front())) {
            if (!anyRecordHasClass(name) && classQuality(name) != NameQuality::Generated)
                attempt(wide.text + u":not(."_s + cssIdentifier(name) + u')', wide.cost + 14);
        }
    }

    void attemptWithAttribute(const Wide &wide)
    {
        const Node first = m_group.front();
        int left = maxFilters;
        for (qsizetype i = 0; i < first.attributeCount() && left-- > 0; ++i) {
            const Attribute attribute = first.attributeAt(i);
            const Name name = attribute.nameId();
            if (attribute.ns() != AttributeNamespace::None || name == Name::Class || name == Name::Id
                || attribute.name() == "style" || classQuality(attribute.name()) == NameQuality::Generated)
                continue;
            attempt(wide.text + u'[' + cssIdentifier(attribute.name()) + u']', wide.cost + 16);
        }
    }

    void attemptWithCells(const Wide &wide)
    {
        const Node child = m_group.front().firstElementChild();
        if (!child)
            return;
        const QString name = cssIdentifier(child.name());
        attempt(wide.text + u":has(> "_s + name + u')', wide.cost + 18);
        attempt(wide.text + u":has(> "_s + name + u":nth-child(2))"_s, wide.cost + 20);
        int most = 0;
        for (Node node = child; node && most < maxFilters; node = node.nextElementSibling())
            ++most;
        attempt(wide.text + u":has(> "_s + name + u":nth-child(%1))"_s.arg(most), wide.cost + 21);
    }

    void attemptWithSlots(const Wide &wide)
    {
        int left = maxFilters;
        for (const Slot &slot : m_slots.slots) {
            if (size_t(slot.records) < m_slots.records.size()
                || slot.occurrences.front().element == m_slots.records.front())
                continue;
            if (left-- == 0)
                break;
            const Node element = slot.occurrences.front().element;
            const bool hasName = !slot.token.isEmpty() && !element.hasAttribute(Name::Itemprop)
                && classQuality(slot.token) == NameQuality::Meaningful;
            const QString handle = hasName ? u'.' + cssIdentifier(slot.token) : cssIdentifier(element.name());
            attempt(wide.text + u":has("_s + handle + u')', wide.cost + (hasName ? 20 : 24));
        }
    }

    void attemptByPlace(const Wide &wide)
    {
        const QString name = cssIdentifier(m_group.front().name());
        attempt(wide.text + u":not(:first-child)"_s, wide.cost + 25);
        attempt(wide.text + u":not(:last-child)"_s, wide.cost + 25);
        attempt(name + u" + "_s + name, wide.cost + 26);
    }

    const Document &m_document;
    const RecordGroup &m_group;
    const RecordSlots &m_slots;
    Steps &m_steps;
    std::vector<bool> m_isRecord;
    QSet<QString> m_tried;
    std::vector<Wide> m_wide;
    QString m_best;
    int m_bestCost = 1'000;
};

} // namespace

QString containerSelector(const Document &document, const RecordGroup &group, const RecordSlots &slots, Steps &steps)
{
    return Search(document, group, slots, steps).find();
}

} // namespace creel
