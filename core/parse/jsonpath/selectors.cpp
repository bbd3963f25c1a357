#include "parse/jsonpath/evaluator.h"

#include <algorithm>

namespace creel::jsonpath {

Nodelist Evaluator::evaluate(const Query &query, JsonIndex current, size_t limit)
{
    m_steps.spend(10); // two lists
    Nodelist nodes{query.isRelative ? current : m_root}, next;
    for (const Segment &segment : query.segments) {
        next.clear();
        const bool isLast = &segment == &query.segments.back();
        Sink out{next, isLast ? limit : noLimit};
        for (const JsonIndex node : nodes) {
            if (out.isFull() || !m_steps.spend())
                break;
            apply(segment, node, out);
        }
        std::swap(nodes, next);
        if (nodes.empty())
            break;
    }
    return nodes;
}

/// §2.5.2.2: a descendant segment visits the node and all below it, in the order in which they are numbered.
void Evaluator::apply(const Segment &segment, JsonIndex node, Sink &out)
{
    const JsonIndex end = segment.isDescendant ? childrenEnd(node) : node + 1;
    for (JsonIndex visited = node; visited < end && !out.isFull() && m_steps.spend(); ++visited)
        if (m_document.kind(visited) >= JsonKind::Array)
            applyAll(segment.selectors, visited, out);
}

void Evaluator::applyAll(const std::vector<Selector> &selectors, JsonIndex node, Sink &out)
{
    for (const Selector &selector : selectors) {
        if (out.isFull() || !m_steps.spend())
            return;
        std::visit([&](const auto &one) { select(one, node, out); }, selector);
    }
}

void Evaluator::push(JsonIndex node, Sink &out)
{
    if (!out.isFull() && m_steps.spend(5)) // 10 M nodes at the most
        out.nodes.push_back(node);
}

void Evaluator::select(const NameSelector &selector, JsonIndex object, Sink &out)
{
    if (m_document.kind(object) != JsonKind::Object)
        return;
    JsonIndex found = 0;
    for (JsonIndex child = firstChild(object); child < childrenEnd(object); child = nextChild(child)) {
        const auto nameBytes = qsizetype(m_document.node(child).begin - m_document.node(child).key);
        if (!m_steps.spend(4) || !m_steps.spendForText(nameBytes))
            return;
        if (nodeAt(child).isNamed(selector.name))
            found = child;
    }
    if (found)
        push(found, out);
}

void Evaluator::select(const WildcardSelector &, JsonIndex node, Sink &out)
{
    for (JsonIndex child = firstChild(node); child < childrenEnd(node); child = nextChild(child)) {
        if (out.isFull() || m_steps.areSpent())
            return;
        push(child, out);
    }
}

qint64 Evaluator::countChildren(JsonIndex node)
{
    qint64 count = 0;
    for (JsonIndex child = firstChild(node); child < childrenEnd(node) && m_steps.spend(); child = nextChild(child))
        ++count;
    return count;
}

void Evaluator::select(const IndexSelector &selector, JsonIndex array, Sink &out)
{
    if (m_document.kind(array) != JsonKind::Array)
        return;
    const qint64 index = selector.index < 0 ? selector.index + countChildren(array) : selector.index;
    if (index < 0)
        return;
    JsonIndex child = firstChild(array);
    for (qint64 i = 0; i < index && child < childrenEnd(array) && m_steps.spend(); ++i)
        child = nextChild(child);
    if (child < childrenEnd(array))
        push(child, out);
}

/// §2.3.4.2.2
void Evaluator::select(const SliceSelector &selector, JsonIndex array, Sink &out)
{
    if (m_document.kind(array) != JsonKind::Array || selector.step == 0)
        return;
    const qint64 size = countChildren(array), step = selector.step;
    const auto normalized = [size](qint64 i) { return i >= 0 ? i : size + i; };
    const qint64 start = normalized(selector.start.value_or(step > 0 ? 0 : size - 1));
    const qint64 end = selector.end ? normalized(*selector.end) : (step > 0 ? size : -1);
    // [lower, upper) going up; (lower, upper] going down, from upper.
    const qint64 least = step > 0 ? 0 : -1, most = step > 0 ? size : size - 1;
    const qint64 lower = std::clamp(step > 0 ? start : end, least, most);
    const qint64 upper = std::clamp(step > 0 ? end : start, least, most);
    if (m_steps.areSpent() || lower >= upper)
        return;

    const qint64 stride = std::min(std::abs(step), size);
    const qint64 first =
        step > 0 ? lower : upper - (upper - lower - 1) / stride * stride; // the least place that is taken
    const qint64 last = step > 0 ? upper - 1 : upper;
    Nodelist taken;
    JsonIndex child = firstChild(array);
    for (qint64 i = 0; i <= last && m_steps.spend(); ++i, child = nextChild(child))
        if (i >= first && (i - first) % stride == 0)
            taken.push_back(child);
    if (step < 0)
        std::reverse(taken.begin(), taken.end());
    for (const JsonIndex node : taken)
        push(node, out);
}

void Evaluator::select(const FilterSelector &selector, JsonIndex node, Sink &out)
{
    for (JsonIndex child = firstChild(node); child < childrenEnd(node); child = nextChild(child)) {
        if (out.isFull() || !m_steps.spend())
            return;
        if (test(*selector.test, child))
            push(child, out);
    }
}

} // namespace creel::jsonpath
