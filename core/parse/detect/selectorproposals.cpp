#include "parse/detect/selectorproposals.h"

#include "parse/detect/elementhandles.h"

#include <QSet>

#include <algorithm>
#include <tuple>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxProposals = 12; ///< of each kind
constexpr int maxLandmarks = 4;     ///< ancestors that are tried
constexpr int maxHops = 100;        ///< of a path by :nth-child(), and of the way to a landmark

struct Tried {
    SelectorProposal proposal;
    int cost = 0;
};

/// Tries selectors on the page as long as the budget lasts.
class Trial
{
public:
    Trial(const Document &document, Node element, Node root, qint64 steps)
        : m_document(document), m_element(element), m_root(root), m_left(steps)
    {
    }

    /// How many elements it matches; 0: not the element, or it was tried before, or the budget is spent.
    qsizetype attempt(const QString &text, int cost)
    {
        if (m_left <= 0 || m_known.contains(text))
            return 0;
        m_known.insert(text);
        const Expected<Selector, SelectorError> selector = Selector::parse(text);
        if (!selector)
            return 0;
        // What it took is not told; a walk over the page is the least.
        const qint64 least = m_document.nodeCount() + 1'000;
        const Selection selection = selector->select(m_document, m_root, {m_left});
        m_left = selection.tooComplex ? 0 : m_left - least;
        const std::vector<Node> &found = selection.elements;
        if (selection.tooComplex || std::find(found.begin(), found.end(), m_element) == found.end())
            return 0;
        m_tried.push_back({{text, qsizetype(found.size()), found.front() == m_element}, cost});
        return qsizetype(found.size());
    }

    std::vector<SelectorProposal> best(bool wantsAlone) const
    {
        std::vector<Tried> chosen;
        for (const Tried &tried : m_tried) {
            if ((tried.proposal.count == 1) == wantsAlone)
                chosen.push_back(tried);
        }
        std::sort(chosen.begin(), chosen.end(), [](const Tried &a, const Tried &b) {
            const QString &left = a.proposal.text, &right = b.proposal.text;
            return std::tuple(a.cost, left.size(), QStringView(left))
                < std::tuple(b.cost, right.size(), QStringView(right));
        });
        std::vector<SelectorProposal> proposals;
        for (const Tried &tried : chosen) {
            if (proposals.size() < maxProposals)
                proposals.push_back(tried.proposal);
        }
        return proposals;
    }

    bool hasAlone() const
    {
        return std::any_of(m_tried.begin(), m_tried.end(), [](const Tried &tried) {
            return tried.proposal.count == 1 && tried.cost < ElementHandle::generatedCost;
        });
    }

private:
    const Document &m_document;
    const Node m_element, m_root;
    qint64 m_left;
    QSet<QString> m_known;
    std::vector<Tried> m_tried;
};

/// `tag:nth-child(k)` steps down to the element, from a landmark above it, from the container, or from the page's root.
QString pathTo(Node element, Node root, const QString &landmark, Node landmarkElement)
{
    QString path;
    Node node = element;
    for (int hops = 0; node.isElement() && node != root && node != landmarkElement; node = node.parent()) {
        const int number = childNumber(node);
        if (++hops > maxHops || number == 0)
            return {};
        const bool isOnly = number == 1 && !node.nextElementSibling();
        const QString step = cssIdentifier(node.name()) + (isOnly ? QString() : u":nth-child(%1)"_s.arg(number));
        path = path.isEmpty() ? step : step + u" > "_s + path;
    }
    if (node && node == landmarkElement)
        return landmark + u" > "_s + path;
    return node == root && root.isElement() ? u":scope > "_s + path : path;
}

/// The same without numbers for the element itself and those above it up to the landmark: its like in a list or table.
QString pathOfTags(Node element, Node landmarkElement, const QString &landmark)
{
    QString path = cssIdentifier(element.name());
    int hops = 0;
    for (Node node = element.parent(); node.isElement() && node != landmarkElement; node = node.parent()) {
        if (++hops > 8)
            return {};
        path = cssIdentifier(node.name()) + u" > "_s + path;
    }
    return landmark + u" > "_s + path;
}

} // namespace

SelectorProposals proposeSelectors(const Document &document, Node element, Node container, const SelectorBudget &budget)
{
    if (!element.isElement())
        return {};
    if (element == container)
        return {{{u":scope"_s, 1, true}}, {}};
    const Node root = container ? container : document.root();
    Trial trial(document, element, root, budget.steps);

    const std::vector<ElementHandle> handles = commonHandles({element});
    for (const ElementHandle &handle : handles)
        trial.attempt(handle.text, handle.cost);

    // Below landmarks: the nearer, the better.
    int landmarks = 0, hops = 0;
    for (Node node = element.parent(); node.isElement() && node != root && landmarks < maxLandmarks && ++hops < maxHops;
         node = node.parent()) {
        const ElementHandle held = landmarkOf(node);
        const QString &landmark = held.text;
        if (landmark.isEmpty())
            continue;
        const int distance = 25 + 4 * ++landmarks + held.cost / 3;
        for (size_t i = 0; i < std::min<size_t>(handles.size(), 4); ++i) {
            if (trial.attempt(landmark + u' ' + handles[i].text, handles[i].cost + distance) > 1
                && node == element.parent())
                trial.attempt(landmark + u" > "_s + handles[i].text, handles[i].cost + distance + 3);
        }
        trial.attempt(pathOfTags(element, node, landmark), 62 + landmarks);
        if (!trial.hasAlone())
            trial.attempt(pathTo(element, root, landmark, node), 75 + landmarks);
    }
    // By number, and by the whole path.
    const QString tag = cssIdentifier(element.name());
    if (container && element.parent() == container)
        trial.attempt(u":scope > "_s + tag, 30);
    if (const int number = childNumber(element); number > 0) {
        for (size_t i = 0; i < std::min<size_t>(handles.size(), 2) && handles[i].cost < ElementHandle::generatedCost;
             ++i)
            trial.attempt(handles[i].text + u":nth-child(%1)"_s.arg(number), handles[i].cost + 60);
    }
    if (!trial.hasAlone())
        trial.attempt(pathTo(element, root, {}, {}), 95);
    return {trial.best(true), trial.best(false)};
}

} // namespace creel
