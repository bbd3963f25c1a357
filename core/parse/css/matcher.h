#pragma once

#include "parse/css/compiledselector.h"
#include "parse/css/direction.h"
#include "parse/css/formstates.h"
#include "parse/css/language.h"
#include "parse/css/textindex.h"
#include "parse/steps.h"

#include <vector>

namespace creel::css {

/// A compiled selector at work on one document. Complex selectors are matched from right to left. What could be asked again
/// from other elements is noted in tables by NodeIndex, so that the whole document costs a time that grows with its size times
/// the selector's. Recursion is as deep as the selector is, which the parser bounds; the document's depth costs no stack.
class Matcher
{
public:
    Matcher(const CompiledSelector &selector, const Document &document, Steps steps);
    Q_DISABLE_COPY_MOVE(Matcher)

    bool matches(Node element, Node scope);
    bool isSpent() const { return m_steps.areSpent(); }

    // For a walk that knows which elements are worth a try.
    const CompiledSelector &selector() const { return m_selector; }
    Steps &steps() { return m_steps; }
    void setScope(Node scope);
    bool matches(const Complex &complex, Node element)
    {
        return !isSpent() && matchesUpTo(complex, complex.compounds.size() - 1, element) && !isSpent();
    }
    /// A name of the selector as the document numbers it; None where the document has no such name.
    struct BoundName {
        Name inHtml, elsewhere;
    };
    BoundName boundName(NameRef ref) const { return m_names[size_t(ref)]; }
    bool isKnown(NameRef ref) const
    {
        return boundName(ref).inHtml != Name::None || boundName(ref).elsewhere != Name::None;
    }

private:
    /// One entry a node; index 0, which is no node, says whether the table as a whole is made. Empty until used.
    using Table = std::vector<quint32>;

    bool matchesAny(const ComplexList &list, Node element);
    bool matchesUpTo(const Complex &complex, size_t last, Node element);
    bool isReached(const Complex &complex, size_t last, Combinator axis, Node nearest);
    bool matchesCompound(const Compound &compound, Node element);

    bool holds(const NamespaceTest &test, Node element) { return test.ns == element.ns(); }
    bool holds(const TypeTest &test, Node element) { return element.nameId() == nameFor(element, test.name); }
    bool holds(const IdTest &test, Node element);
    bool holds(const ClassTest &test, Node element);
    bool holds(const AttributeTest &test, Node element);
    bool holds(PseudoClass test, Node element);
    bool holds(const DirTest &test, Node element);
    bool holds(const LangTest &test, Node element);
    bool holds(const NthTest &test, Node element);
    bool holds(const LogicalTest &test, Node element) { return matchesAny(test.list, element) != test.negated; }
    bool holds(const ContainsTest &test, Node element);
    bool holds(const HasTest &test, Node element);

    bool holdsForValue(const AttributeTest &test, Node element, QByteArrayView value);
    void countChildren(const NthTest &test, Node parent);
    void findAnchors(const HasTest &test);
    quint32 epochOf(const HasTest &test) const { return test.usesScope ? m_epoch : 1; }
    std::vector<Node> elementsThatMatch(const Compound &compound);
    std::vector<Node> origins(Combinator combinator, const std::vector<Node> &targets);

    Name nameFor(Node element, NameRef ref) const
    {
        const BoundName &name = m_names[size_t(ref)];
        return element.ns() == Namespace::Html ? name.inHtml : name.elsewhere;
    }
    Table &table(TableRef ref);

    const CompiledSelector &m_selector;
    const Document &m_document;
    const bool m_isQuirky;
    Steps m_steps;
    std::vector<BoundName> m_names;
    std::vector<Table> m_tables;
    quint32 m_epoch = 1; ///< another for each scope that :scope is asked for; what tables say of others doesn't count
    Node m_scope;
    Languages m_languages;
    Directions m_directions;
    FormStates m_formStates;
    std::optional<TextIndex> m_texts;
    QHash<QByteArray, std::vector<quint32>> m_foundTexts; ///< where in m_texts
};

} // namespace creel::css
