#pragma once

#include "parse/documentdata.h"

#include <QByteArrayList>

#include <optional>
#include <variant>
#include <vector>

namespace creel::css {

struct Complex;
using ComplexList = std::vector<Complex>;

/// A place in CompiledSelector::names.
enum class NameRef : quint32 { };

/// A place in one of the Matcher's tables of what it has found out already; each test has its own.
using TableRef = quint32;

// The simple selectors of Selectors 4, one struct each.

struct TypeTest {
    NameRef name;
};
struct NamespaceTest {           ///< a prefix: `svg|a`, `|a`
    std::optional<Namespace> ns; ///< nullopt: no namespace at all, which no element of a page is in
};
struct IdTest {
    QByteArray id;
};
struct ClassTest {
    QByteArray name;
};

enum class AttributeOperator : quint8 { Exists, Equals, Includes, DashMatch, Prefix, Suffix, Substring };
enum class CaseRule : quint8 { Default, Ignore, Keep }; ///< no flag, `i`, `s`

struct AttributeTest {
    NameRef name;
    std::optional<AttributeNamespace> ns = AttributeNamespace::None; ///< nullopt: any, `[*|href]`
    AttributeOperator op = AttributeOperator::Exists;
    CaseRule caseRule = CaseRule::Default;
    bool ignoresCaseInHtml = false; ///< HTML §4.16.2 lists the attribute
    QByteArray value;
};

/// Those without an argument.
enum class PseudoClass : quint8 {
    Root,
    Scope,
    Empty,
    FirstChild,
    LastChild,
    OnlyChild,
    AnyLink,
    Defined,
    Open,
    Enabled,
    Disabled,
    Checked,
    Default,
    Indeterminate,
    Required,
    Optional,
    ReadOnly,
    ReadWrite,
    PlaceholderShown,
    InRange,
    OutOfRange,
};

/// An+B, counted from 1.
struct NthPattern {
    qint64 a = 0;
    qint64 b = 0;
    /// Whether there is an n >= 0 for which a·n + b is `place`.
    constexpr bool contains(qint64 place) const
    {
        return a == 0 ? place == b : (place - b) / a >= 0 && (place - b) % a == 0;
    }
};

struct NthTest {
    NthPattern pattern;
    bool fromEnd = false;
    bool sameType = false;
    ComplexList of;       ///< empty: any element
    TableRef places = 0;  ///< by element: where it stands among those that count
    TableRef counted = 0; ///< by parent: whether its children have their places
};
struct LogicalTest { ///< :is(), :where(), :not()
    bool negated = false;
    ComplexList list;
};
struct HasTest {
    ComplexList relative; ///< the first compound of each has a combinator too: from the anchor to it
    TableRef anchors = 0;
    bool usesScope = false; ///< :scope is in it
};
struct LangTest {
    QByteArrayList ranges;
};
struct DirTest {
    bool rightToLeft = false;
};
struct ContainsTest {
    QByteArrayList texts; ///< one of them is enough
};

using SimpleTest =
    std::variant<NamespaceTest, TypeTest, IdTest, ClassTest, AttributeTest, PseudoClass, DirTest, LangTest, NthTest,
                 LogicalTest, ContainsTest, HasTest>; ///< in the order of what they cost

enum class Combinator : quint8 { None, Descendant, Child, NextSibling, SubsequentSibling };

struct Compound {
    Combinator combinator = Combinator::None; ///< to the compound before it; None for the first
    std::vector<SimpleTest> tests;            ///< cheap ones first; none: `*`
    TableRef reach = 0; ///< Descendant and SubsequentSibling: from which elements the compounds before are met
};

/// A complex selector: compounds as they were written, left to right.
struct Complex {
    std::vector<Compound> compounds;
};

/// A name as HTML elements and their attributes have it, and as all others do.
struct NameTest {
    QByteArray lower;
    QByteArray exact;
};

struct CompiledSelector {
    ComplexList list;
    std::vector<NameTest> names;
    TableRef tableCount = 0;
    bool usesScope = false; ///< :scope is in it: what holds for one scope need not hold for another
};

} // namespace creel::css
