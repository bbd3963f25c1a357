#include "parse/xpath/xpath.h"

#include "parse/xpath/extent.h"
#include "parse/xpath/treecopy.h"

#include <algorithm>
#include <new>

namespace creel {

using namespace Qt::StringLiterals;

struct xpath::Compiled {
    QByteArray text; ///< UTF-8
    Syntax syntax;
    pugi::xpath_query query;
};

namespace {

constexpr double maxNodes = 2e6; // of a tree that is copied: about 100 bytes each

XPathType typeOf(const pugi::xpath_query &query)
{
    switch (query.return_type()) {
    case pugi::xpath_type_number:
        return XPathType::Number;
    case pugi::xpath_type_string:
        return XPathType::String;
    case pugi::xpath_type_boolean:
        return XPathType::Boolean;
    default:
        return XPathType::Nodes;
    }
}

std::vector<XPathNode> nodesOf(const pugi::xpath_node_set &set, const xpath::TreeCopy &copy, const Document &document)
{
    std::vector<const xpath::TreeCopy::Place *> places;
    places.reserve(set.size());
    for (const pugi::xpath_node &node : set)
        places.push_back(copy.find(node));
    std::sort(places.begin(),
              places.end()); // they stand in one array, in document order; the document itself is nullptr
    std::vector<XPathNode> nodes;
    nodes.reserve(places.size());
    for (const auto *place : places) {
        const Node node = place ? Node(document, place->node) : document.root();
        if (place && place->attribute >= 0)
            nodes.push_back({node, node.attributeAt(place->attribute)});
        else
            nodes.push_back({node, {}});
    }
    return nodes;
}

XPathResult evaluated(const pugi::xpath_query &query, xpath::TreeCopy &copy, const pugi::xml_node &context,
                      const Document &document)
{
    XPathResult result;
    result.type = typeOf(query);
    if (result.type == XPathType::Nodes) {
        result.nodes = nodesOf(query.evaluate_node_set(context), copy, document);
        return result;
    }
    result.string = copy.code().decode(query.evaluate_string(context).c_str());
    if (result.type == XPathType::Number)
        result.number = query.evaluate_number(context);
    if (result.type == XPathType::Boolean)
        result.boolean = result.string == "true";
    return result;
}

} // namespace

QByteArray XPathNode::text() const
{
    if (attribute)
        return attribute->value().toByteArray();
    if (node.kind() == NodeKind::Comment)
        return node.characters().toByteArray();
    if (!node.isText())
        return node.textContent();
    QByteArray whole;
    for (Node part = node; part.isText(); part = part.nextSibling())
        whole += part.characters();
    return whole;
}

SourceRange XPathNode::source() const
{
    if (attribute)
        return attribute->valueSource();
    if (!node.isElement())
        return node.characterSource();
    const SourceRange start = node.startTag(), end = node.endTag();
    return end.isEmpty() ? start : SourceRange{start.isEmpty() ? end.begin : start.begin, end.end};
}

XPathTree::XPathTree(const Document &document) : m_document(&document) { }
XPathTree::~XPathTree() = default;
XPathTree::XPathTree(XPathTree &&) noexcept = default;

const xpath::Extent &XPathTree::extent()
{
    if (!m_extent)
        m_extent = std::make_unique<xpath::Extent>(xpath::measure(*m_document));
    return *m_extent;
}

xpath::TreeCopy &XPathTree::copy(bool oneByteCharacters)
{
    using Kind = xpath::CharacterCode::Kind;
    auto &copy = oneByteCharacters ? m_oneByte : m_utf8;
    if (!copy)
        copy = std::make_unique<xpath::TreeCopy>(*m_document, oneByteCharacters ? Kind::OneByte : Kind::Utf8);
    return *copy;
}

Expected<XPath, ExpressionError> XPath::compile(QStringView text)
{
    auto syntax = xpath::readSyntax(text);
    if (!syntax)
        return Unexpected(syntax.error());
    const QByteArray utf8 = text.toUtf8();
    // pugixml knows types and precedence; it says what is wrong by throwing, and ends here.
    try {
        pugi::xpath_query query(utf8.constData());
        return XPath(std::make_shared<const xpath::Compiled>(utf8, std::move(*syntax), std::move(query)));
    } catch (const pugi::xpath_exception &wrong) {
        const auto bytes = std::clamp<qsizetype>(wrong.result().offset, 0, utf8.size());
        return Unexpected(
            ExpressionError{QString::fromUtf8(utf8.first(bytes)).size(), QString::fromLatin1(wrong.what()) + u'.'});
    }
}

XPathType XPath::type() const { return typeOf(m_compiled->query); }

XPathResult XPath::evaluate(XPathTree &tree, const XPathBudget &budget) const
{
    return evaluate(tree, tree.m_document->root(), budget);
}

XPathResult XPath::evaluate(XPathTree &tree, Node context, const XPathBudget &budget) const
{
    using Problem = XPathResult::Problem;
    const xpath::Extent &extent = tree.extent();
    const xpath::Cost cost = xpath::costOf(m_compiled->syntax.expression, extent);
    if (cost.steps > budget.steps || cost.held > budget.nodes || extent.nodes + extent.attributes > maxNodes)
        return {.problem = Problem::TooComplex, .type = type()};

    const bool oneByte = m_compiled->syntax.countsCharacters && !(xpath::isAscii(m_compiled->text) && extent.isAscii);
    xpath::TreeCopy &copy = tree.copy(oneByte);
    if (!copy.isWhole())
        return {.problem = Problem::TooManyCharacters, .type = type()};
    const pugi::xml_node node = copy.find(context);
    if (!node)
        return {.type = type()};
    try {
        if (!oneByte)
            return evaluated(m_compiled->query, copy, node, *tree.m_document);
        const QByteArray text = copy.code().encode(m_compiled->text);
        if (copy.code().isFull())
            return {.problem = Problem::TooManyCharacters, .type = type()};
        return evaluated(pugi::xpath_query(text.constData()), copy, node, *tree.m_document);
    } catch (const std::bad_alloc &) {
        return {.problem = Problem::TooComplex, .type = type()};
    }
}

} // namespace creel
