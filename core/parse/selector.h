#pragma once

#include "base/expected.h"
#include "parse/document.h"

#include <QString>

#include <memory>
#include <stop_token>
#include <vector>

namespace creel {

namespace css {
struct CompiledSelector;
class Matcher;
class MatchWalk;
} // namespace css

/// Where a selector goes wrong, and how.
struct SelectorError {
    qsizetype offset = 0; ///< into the text, in UTF-16 code units; its size when the text ends too early
    QString message;      ///< for people
};

/// What matching a selector on one document may cost in all. A step is one simple selector tried on one element, one hop in
/// the tree, or 16 bytes compared; the default ends within about a second on any document.
struct SelectorBudget {
    qint64 steps = 50'000'000;
    std::stop_token stop = {}; ///< requested: the budget is spent at once
};

struct Selection {
    std::vector<Node> elements; ///< in document order
    bool tooComplex = false;    ///< the budget was spent: elements from some place on are missing
};

/// A CSS selector list, Selectors Level 4, compiled: an immutable value, cheap to copy, for any thread.
///
/// In it is everything that has a meaning on a page at rest: type, universal, class, id and attribute selectors with `i` and
/// `s` flags; the combinators ` `, `>`, `+`, `~`; :is :where :not :has; :root :scope :empty; :nth-[last-]child(An+B [of S]),
/// :nth-[last-]of-type() and their short forms; :lang() :dir() :any-link :link :defined :open; the form states :enabled
/// :disabled :checked :default :indeterminate :required :optional :read-only :read-write :placeholder-shown :in-range
/// :out-of-range as HTML §4.16.3 has them; and, no standard, :contains("text", …) on text content. What depends on a reader
/// (:hover, :visited …), pseudo-elements and the column combinator are errors that say so.
///
/// Names of HTML elements and their attributes are ASCII case-insensitive, and so are the values of the attributes that HTML
/// §4.16.2 lists, and classes and ids in quirks mode. `html`, `svg`, `math`, `xlink` and `xml` are declared as namespace
/// prefixes; there is no default namespace: `a` is HTML's and SVG's, `svg|a` SVG's alone. What a <template> holds is no part
/// of the tree.
///
/// Stricter than the standard, so that a slip is told and never becomes "no match": whatever CSS Syntax calls a parse error is
/// one (an unclosed bracket, string or comment), a wrong or empty item of :is() and :where() is not forgiven, and
/// :dir() knows `ltr` and `rtl` alone.
class Selector
{
public:
    static constexpr qsizetype maxLength = 1 << 16; ///< of the text
    static constexpr int maxDepth = 200;            ///< compounds in a row and levels of nesting, together

    static Expected<Selector, SelectorError> parse(QStringView text);

    /// The elements of `document` below `root`, its document node or an element, that match. `root` is :scope (for the document
    /// node: the root element is) and what stands around it counts, as with DOM's querySelectorAll().
    Selection select(const Document &document, Node root, const SelectorBudget &budget = {}) const;
    Selection select(const Document &document) const { return select(document, document.root()); }

private:
    friend class SelectorMatcher;
    friend class SelectorGroup;
    explicit Selector(std::shared_ptr<const css::CompiledSelector> compiled) : m_compiled(std::move(compiled)) { }

    std::shared_ptr<const css::CompiledSelector> m_compiled;
};

/// A selector at work on one document, for callers who ask for several elements or roots: what was found out about the
/// document is kept from one question to the next. One thread; the Document stays where it is and outlives it.
class SelectorMatcher
{
public:
    SelectorMatcher(const Selector &selector, const Document &document, const SelectorBudget &budget = {});
    ~SelectorMatcher();
    SelectorMatcher(SelectorMatcher &&) noexcept;
    SelectorMatcher &operator=(SelectorMatcher &&) noexcept;

    /// Whether `element` matches, with `scope` as :scope. False for what is no element, and once tooComplex().
    bool matches(Node element, Node scope = {});
    std::vector<Node> select(Node root); ///< as Selector::select
    bool tooComplex() const;

private:
    const Document *m_document;
    std::shared_ptr<const css::CompiledSelector> m_compiled;
    std::unique_ptr<css::Matcher> m_matcher;
    std::unique_ptr<css::MatchWalk> m_walk;
};

/// Several selectors at work on one document: one walk finds what all of them select, in about the time of one. What was found
/// out about the document is kept from one walk to the next. One thread; the Document stays where it is and outlives it.
class SelectorGroup
{
public:
    struct Member {
        Selector selector;
        bool onlyFirst = false; ///< of what it selects
    };

    /// Half of the budget is for walking; in the other half the selectors have equal shares.
    SelectorGroup(const std::vector<Member> &members, const Document &document, const SelectorBudget &budget = {});
    ~SelectorGroup();
    SelectorGroup(SelectorGroup &&) noexcept;

    void select(Node root); ///< as Selector::select, for all of them
    /// What the walk found for one, until the next walk: elements in document order.
    const std::vector<NodeIndex> &selected(size_t member) const;
    bool tooComplex(size_t member) const; ///< the budget was spent: elements from some place on are missing

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

} // namespace creel
