#include "parse/css/matcher.h"

#include <algorithm>

namespace creel::css {

Matcher::Matcher(const CompiledSelector &selector, const Document &document, Steps steps)
    : m_selector(selector), m_document(document), m_isQuirky(document.quirksMode() == QuirksMode::Quirks),
      m_steps(std::move(steps)), m_tables(selector.tableCount), m_languages(document, m_steps), m_directions(m_steps),
      m_formStates(document, m_steps)
{
    for (const NameTest &name : selector.names)
        m_names.push_back({document.findName(name.lower), document.findName(name.exact)});
}

bool Matcher::matches(Node element, Node scope)
{
    setScope(scope);
    return element.isElement() && matchesAny(m_selector.list, element) && !isSpent();
}

/// Tables that depend on the scope are those of a new epoch from here on.
void Matcher::setScope(Node scope)
{
    if (m_selector.usesScope && scope != m_scope) {
        m_scope = scope;
        ++m_epoch;
    }
}

bool Matcher::matchesAny(const ComplexList &list, Node element)
{
    for (const Complex &complex : list)
        if (matchesUpTo(complex, complex.compounds.size() - 1, element))
            return true;
    return false;
}

/// Whether `element` is matched by the compounds 0 … `last`.
bool Matcher::matchesUpTo(const Complex &complex, size_t last, Node element)
{
    for (;; --last) {
        const Compound &compound = complex.compounds[last];
        if (!element.isElement() || !matchesCompound(compound, element))
            return false;
        switch (compound.combinator) {
        case Combinator::None:
            return true;
        case Combinator::Child:
            element = element.parent();
            break;
        case Combinator::NextSibling:
            element = element.previousElementSibling();
            break;
        case Combinator::Descendant:
            return isReached(complex, last, compound.combinator, element.parent());
        case Combinator::SubsequentSibling:
            return isReached(complex, last, compound.combinator, element.previousElementSibling());
        }
    }
}

/// Whether `nearest`, or one of the elements beyond it, is matched by the compounds before `last`.
bool Matcher::isReached(const Complex &complex, size_t last, Combinator axis, Node nearest)
{
    const auto next = [axis](Node node) {
        return axis == Combinator::Descendant ? node.parent() : node.previousElementSibling();
    };
    Table &known = table(complex.compounds[last].reach);
    bool found = false;
    Node node = nearest;
    for (; node.isElement() && m_steps.spend(); node = next(node)) {
        const quint32 answer = known[node.index()];
        found = answer >> 1 == m_epoch ? answer & 1 : matchesUpTo(complex, last - 1, node);
        if (found || answer >> 1 == m_epoch)
            break;
    }
    // All on the way have the same answer.
    for (Node passed = nearest; passed != node; passed = next(passed))
        known[passed.index()] = m_epoch << 1 | quint32(found);
    if (node)
        known[node.index()] = m_epoch << 1 | quint32(found);
    return found;
}

bool Matcher::matchesCompound(const Compound &compound, Node element)
{
    auto test = compound.tests.begin();
    // Most compounds begin with a name, and end there.
    if (test != compound.tests.end() && std::holds_alternative<TypeTest>(*test)) {
        if (!m_steps.spend() || !holds(*std::get_if<TypeTest>(&*test), element))
            return false;
        ++test;
    }
    if (test == compound.tests.end())
        return m_steps.spend();
    const qsizetype stepsPerTest = 1 + element.attributeCount() / 16; // most tests look for one among these
    for (; test != compound.tests.end(); ++test)
        if (!m_steps.spend(stepsPerTest)
            || !std::visit([this, element](const auto &simple) { return holds(simple, element); }, *test))
            return false;
    return m_steps.spend();
}

Matcher::Table &Matcher::table(TableRef ref)
{
    Table &table = m_tables[ref];
    if (table.empty()) {
        table.resize(size_t(m_document.nodeCount()) + 1);
        m_steps.spend(m_document.nodeCount());
    }
    return table;
}

bool Matcher::holds(const NthTest &test, Node element)
{
    if (!test.of.empty() && !matchesAny(test.of, element))
        return false;
    const Node parent = element.parent();
    quint32 &counted = table(test.counted)[parent.index()];
    if (counted != m_epoch) {
        counted = m_epoch;
        countChildren(test, parent);
    }
    return test.pattern.contains(table(test.places)[element.index()]);
}

void Matcher::countChildren(const NthTest &test, Node parent)
{
    Table &places = table(test.places);
    QHash<quint64, quint32> countByType;
    quint32 count = 0;
    Node node = test.fromEnd ? parent.lastChild() : parent.firstChild();
    for (; node && m_steps.spend(); node = test.fromEnd ? node.previousSibling() : node.nextSibling()) {
        if (!node.isElement() || (!test.of.empty() && !matchesAny(test.of, node)))
            continue;
        places[node.index()] =
            test.sameType ? ++countByType[quint64(node.nameId()) << 8 | quint64(node.ns())] : ++count;
    }
}

/// Which elements have what :has() asks for is found out for all of them at once, from what they are to have and back.
bool Matcher::holds(const HasTest &test, Node element)
{
    const quint32 epoch = epochOf(test);
    if (table(test.anchors)[0] != epoch)
        findAnchors(test);
    return table(test.anchors)[element.index()] == epoch;
}

void Matcher::findAnchors(const HasTest &test)
{
    Table &anchors = table(test.anchors);
    const quint32 epoch = epochOf(test);
    anchors[0] = epoch;
    for (const Complex &relative : test.relative) {
        std::vector<Node> found = elementsThatMatch(relative.compounds.back());
        for (size_t i = relative.compounds.size() - 1; i > 0; --i) {
            found = origins(relative.compounds[i].combinator, found);
            std::erase_if(found, [&](Node node) { return !matchesCompound(relative.compounds[i - 1], node); });
        }
        for (const Node &anchor : origins(relative.compounds.front().combinator, found))
            anchors[anchor.index()] = epoch;
    }
}

std::vector<Node> Matcher::elementsThatMatch(const Compound &compound)
{
    std::vector<Node> found;
    for (Node node = m_document.root(); node && !isSpent(); node = node.nextInDocument())
        if (node.isElement() && matchesCompound(compound, node))
            found.push_back(node);
    return found;
}

/// The elements from which `combinator` leads to one of `targets`, each once.
std::vector<Node> Matcher::origins(Combinator combinator, const std::vector<Node> &targets)
{
    std::vector<bool> seen(size_t(m_document.nodeCount()) + 1);
    std::vector<Node> found;
    const bool isVertical = combinator == Combinator::Descendant || combinator == Combinator::Child;
    const bool isTransitive = combinator == Combinator::Descendant || combinator == Combinator::SubsequentSibling;
    const auto next = [isVertical](Node node) { return isVertical ? node.parent() : node.previousElementSibling(); };
    for (const Node &target : targets) {
        // Where another one came by already, it went on to the end.
        for (Node node = next(target); node.isElement() && !seen[node.index()] && m_steps.spend(); node = next(node)) {
            seen[node.index()] = true;
            found.push_back(node);
            if (!isTransitive)
                break;
        }
    }
    return found;
}

} // namespace creel::css
