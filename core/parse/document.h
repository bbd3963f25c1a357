#pragma once

#include "parse/documentdata.h"
#include "parse/growingarray.h"
#include "parse/nametable.h"

#include <optional>

namespace creel {

class Document;

/// An attribute of an element: a view that lives as long as the Document.
class Attribute
{
public:
    Attribute(const Document &document, const AttributeData &data) : m_document(&document), m_data(&data) { }

    Name nameId() const { return m_data->name(); }
    AttributeNamespace ns() const { return m_data->ns(); }
    QByteArrayView name() const; ///< local name: "href" of xlink:href
    QByteArrayView value() const;
    SourceRange nameSource() const;
    SourceRange valueSource() const { return m_data->valueSource; }

private:
    const Document *m_document;
    const AttributeData *m_data;
};

/// A pointer to a node, with manners: everything may be asked of a null Node, and the answer is null, empty or none. A value
/// of 16 bytes, valid until its Document is moved or dies.
class Node
{
public:
    Node() noexcept { } // not defaulted: it is a default argument below, inside the class
    Node(const Document &document, NodeIndex index) : m_document(index ? &document : nullptr), m_index(index) { }

    explicit operator bool() const { return m_index; }
    NodeIndex index() const { return m_index; }
    NodeKind kind() const { return data().kind(); }
    bool isElement() const { return kind() == NodeKind::Element; }
    bool isText() const { return kind() == NodeKind::Text; }
    /// An HTML element of that name, not one of SVG or MathML.
    bool isHtml(Name name) const { return isElement() && data().name() == name && ns() == Namespace::Html; }

    // Elements. A name is in lower case but for SVG's mixed ones ("foreignObject").
    Namespace ns() const { return data().ns(); }
    Name nameId() const { return data().name(); }
    QByteArrayView name() const;
    /// The value of an attribute without a namespace; null where there is none, empty where it is empty.
    QByteArrayView attribute(Name name) const;
    QByteArrayView attribute(QByteArrayView name) const;
    bool hasAttribute(Name name) const { return !attribute(name).isNull(); }
    std::optional<Attribute> findAttribute(Name name) const; ///< the same, with its place
    qsizetype attributeCount() const;
    Attribute attributeAt(qsizetype i) const; ///< 0 <= i < attributeCount(), in the order of the source
    SourceRange startTag() const;
    SourceRange endTag() const;
    /// What a <template> holds, which is no child of it (HTML §4.12.3).
    Node templateContents() const { return data().hasContents() ? at(data().child()) : Node(); }

    // Text and comments.
    QByteArrayView characters() const;
    SourceRange characterSource() const;

    // The tree. Walks by these take constant stack on any tree.
    Node parent() const { return kind() == NodeKind::TemplateContents ? Node() : at(data().parent); }
    Node firstChild() const { return data().hasContents() ? Node() : at(data().child()); }
    Node lastChild() const;
    Node nextSibling() const { return at(data().next); }
    Node previousSibling() const;
    Node firstElementChild() const { return firstChild().thisOrNextElement(); }
    Node nextElementSibling() const { return nextSibling().thisOrNextElement(); }
    Node previousElementSibling() const;
    /// The next node in document order (pre-order) within `root`'s subtree; null after the last. A null root is no bound.
    Node nextInDocument(Node root = {}) const;
    Node nextAfterSubtree(Node root = {}) const; ///< the same, without this node's descendants

    QByteArray textContent() const; ///< all text below, in order (DOM §4.4)

    friend bool operator==(const Node &, const Node &) = default;

private:
    const NodeData &data() const;
    Node at(NodeIndex index) const { return index ? Node(*m_document, index) : Node(); }
    Node thisOrNextElement() const;

    const Document *m_document = nullptr;
    NodeIndex m_index = 0;
};

/// A parsed page: nodes and attributes in one array each, texts as views into the source wherever the parser left them as
/// they were. Made by a DocumentBuilder, fixed from then on; any number of threads may read. Movable; Nodes don't survive the move.
class Document
{
public:
    Document();
    Document(Document &&) noexcept = default;
    Document &operator=(Document &&) noexcept = default;
    Q_DISABLE_COPY(Document)

    Node root() const { return {*this, 1}; } ///< the document node; never null
    Node documentElement() const { return root().firstElementChild(); }
    QuirksMode quirksMode() const { return m_quirksMode; }
    const Doctype &doctype() const { return m_doctype; } ///< of the Doctype node, if the tree has one

    const QByteArray &source() const { return m_source; } ///< UTF-8; what all SourceRanges mean
    /// Nodes have the numbers 1 … nodeCount(). A few of them may stand in no tree: those that the standard takes out again.
    qsizetype nodeCount() const { return qsizetype(m_nodes.size()) - 1; }
    qsizetype memory() const; ///< bytes held beside the source

    /// The number by which this document knows a name; None when no element or attribute has it.
    Name findName(QByteArrayView text) const { return m_names.find(text); }
    QByteArrayView nameText(Name name) const { return m_names.text(name); }

    const NodeData &node(NodeIndex index) const { return m_nodes[index]; }
    ElementData element(NodeIndex element) const
    {
        const NodeData &node = m_nodes[element];
        return node.isCompact() ? ElementData{0, 0, compactStartTag(node), {}} : m_elements[node.place];
    }
    CharacterData characters(NodeIndex textOrComment) const
    {
        const NodeData &node = m_nodes[textOrComment];
        return node.isCompact() ? CharacterData{{node.place, node.size}, {node.place, node.place + node.size}}
                                : m_characters[node.place];
    }
    const AttributeData *attributes(const ElementData &element) const
    {
        return m_attributes.data() + element.firstAttribute;
    }
    QByteArrayView text(TextRef ref) const
    {
        const auto size = quint32(m_source.size());
        const char *begin =
            ref.offset < size ? m_source.constData() + ref.offset : m_texts.constData() + (ref.offset - size);
        return {begin, qsizetype(ref.size)};
    }

private:
    friend class DocumentBuilder;
    SourceRange compactStartTag(const NodeData &node) const;

    QByteArray m_source;
    QByteArray m_texts;                       ///< those that are not in the source
    GrowingArray<NodeData> m_nodes;           ///< [0] is no node, [1] the document
    GrowingArray<ElementData> m_elements;     ///< of those that are not compact
    GrowingArray<CharacterData> m_characters; ///< of those that are not compact
    GrowingArray<AttributeData> m_attributes;
    NameTable m_names;
    Doctype m_doctype;
    QuirksMode m_quirksMode = QuirksMode::NoQuirks;
};

inline const NodeData &Node::data() const
{
    static const NodeData none;
    return m_index ? m_document->node(m_index) : none;
}

/// A walk over a subtree that meets each node twice, before and after its children; constant stack.
class TreeWalk
{
public:
    explicit TreeWalk(Node root) : m_root(root), m_node(root) { }

    explicit operator bool() const { return bool(m_node); }
    Node node() const { return m_node; }
    bool entering() const { return m_entering; } ///< else leaving
    void advance();
    void skipChildren() { m_skipping = true; } ///< while entering: the next step leaves the node

private:
    Node m_root, m_node;
    bool m_entering = true;
    bool m_skipping = false;
};

} // namespace creel
