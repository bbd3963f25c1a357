#pragma once

#include "base/expected.h"
#include "parse/document.h"
#include "parse/expressionerror.h"

#include <memory>
#include <optional>
#include <vector>

namespace creel {

namespace xpath {
struct Compiled;
struct Extent;
class TreeCopy;
} // namespace xpath

/// What evaluating one expression may cost. It is estimated before, from the expression and the sizes of the tree, and never
/// too low: pugixml can't be stopped once it is at work. A step takes some nanoseconds; the default ends within about a
/// second. `nodes` of them in one set take 40 bytes each.
struct XPathBudget {
    double steps = 200e6;
    double nodes = 4e6;
};

/// A node in the sense of XPath §5: one of the tree, or an attribute of it. As valid as its Node.
struct XPathNode {
    Node node; ///< an attribute's element
    std::optional<Attribute> attribute;

    QByteArray text() const;    ///< its string-value
    SourceRange source() const; ///< an element's as far as its end tag, if it has one; an attribute's value
};

enum class XPathType : quint8 { Nodes, String, Number, Boolean };

struct XPathResult {
    enum class Problem : quint8 {
        None,
        TooComplex,        ///< it might cost more than the budget: nothing was evaluated
        TooManyCharacters, ///< string-length(), substring() or translate() on a page of more than 128 characters beside ASCII
    };
    Problem problem = Problem::None;
    XPathType type = XPathType::Nodes;
    std::vector<XPathNode> nodes = {}; ///< in document order
    QByteArray string = {};            ///< of a string, number or boolean what string() makes of it; UTF-8
    double number = 0;
    bool boolean = false;
};

/// A document as XPath sees it, for any number of expressions: nothing is made of it before the first one. One thread; the
/// Document stays where it is and outlives it.
class XPathTree
{
public:
    explicit XPathTree(const Document &document);
    ~XPathTree();
    XPathTree(XPathTree &&) noexcept;

private:
    friend class XPath;
    const xpath::Extent &extent();
    xpath::TreeCopy &copy(bool oneByteCharacters);

    const Document *m_document;
    std::unique_ptr<xpath::Extent> m_extent;
    std::unique_ptr<xpath::TreeCopy> m_utf8, m_oneByte;
};

/// An XPath 1.0 expression, compiled: an immutable value, cheap to copy, for any thread.
///
/// The tree is as people see it, and as lxml.html has it: no element has a namespace, `//div`, `//svg` and `//path` find theirs,
/// and HTML's names are in lower case, SVG's as its standard has them (`//linearGradient`). A prefix is a part of the name
/// (`@xlink:href`); names that XML could not have are told in infoset.h. What a <template> holds is no part of the tree, nor
/// are doctypes and declarations of namespaces. Texts side by side are one text.
///
/// All of XPath 1.0 but variables, the namespace axis, id() and lang(), which are errors that say so.
class XPath
{
public:
    static Expected<XPath, ExpressionError> compile(QStringView text);

    XPathType type() const; ///< of all its results
    /// For a node of the tree as context (§1); position() and last() are 1. No nodes for a context that is in no tree.
    XPathResult evaluate(XPathTree &tree, Node context, const XPathBudget &budget = {}) const;
    XPathResult evaluate(XPathTree &tree, const XPathBudget &budget = {}) const;

private:
    explicit XPath(std::shared_ptr<const xpath::Compiled> compiled) : m_compiled(std::move(compiled)) { }

    std::shared_ptr<const xpath::Compiled> m_compiled;
};

} // namespace creel
