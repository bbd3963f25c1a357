#include "parse/document.h"

namespace creel {

QByteArrayView Attribute::name() const { return m_document->nameText(nameId()); }

QByteArrayView Attribute::value() const { return m_document->text(m_data->value); }

SourceRange Attribute::nameSource() const
{
    if (m_data->nameBegin == AttributeData::unknownPlace)
        return {};
    return {m_data->nameBegin, m_data->nameBegin + quint32(name().size())};
}

QByteArrayView Node::name() const { return isElement() ? m_document->nameText(nameId()) : QByteArrayView(); }

qsizetype Node::attributeCount() const { return isElement() ? m_document->element(m_index).attributeCount : 0; }

SourceRange Node::startTag() const { return isElement() ? m_document->element(m_index).startTag : SourceRange(); }

SourceRange Node::endTag() const { return isElement() ? m_document->element(m_index).endTag : SourceRange(); }

std::optional<Attribute> Node::findAttribute(Name name) const
{
    if (!isElement() || data().isCompact())
        return {};
    const ElementData element = m_document->element(m_index);
    const AttributeData *attributes = m_document->attributes(element);
    for (quint32 i = 0; i < element.attributeCount; ++i)
        if (attributes[i].name() == name && attributes[i].ns() == AttributeNamespace::None)
            return Attribute(*m_document, attributes[i]);
    return {};
}

QByteArrayView Node::attribute(Name name) const
{
    const std::optional<Attribute> found = findAttribute(name);
    return found ? found->value() : QByteArrayView();
}

QByteArrayView Node::attribute(QByteArrayView name) const
{
    const Name id = isElement() ? m_document->findName(name) : Name::None;
    return id == Name::None ? QByteArrayView() : attribute(id);
}

Attribute Node::attributeAt(qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < attributeCount());
    return {*m_document, m_document->attributes(m_document->element(m_index))[i]};
}

QByteArrayView Node::characters() const
{
    return data().isCharacters() ? m_document->text(m_document->characters(m_index).text) : QByteArrayView();
}

SourceRange Node::characterSource() const
{
    return data().isCharacters() ? m_document->characters(m_index).source : SourceRange();
}

Node Node::lastChild() const
{
    const Node first = firstChild();
    return first ? at(first.data().previous) : Node();
}

Node Node::previousSibling() const
{
    // A first child's `previous` is the last one, which nobody follows.
    const Node previous = at(data().previous);
    return previous && previous.data().next ? previous : Node();
}

Node Node::thisOrNextElement() const
{
    Node node = *this;
    while (node && !node.isElement())
        node = node.nextSibling();
    return node;
}

Node Node::previousElementSibling() const
{
    Node node = previousSibling();
    while (node && !node.isElement())
        node = node.previousSibling();
    return node;
}

Node Node::nextInDocument(Node root) const
{
    const Node child = firstChild();
    return child ? child : nextAfterSubtree(root);
}

Node Node::nextAfterSubtree(Node root) const
{
    for (Node node = *this; node && node != root; node = node.parent())
        if (const Node next = node.nextSibling())
            return next;
    return {};
}

QByteArray Node::textContent() const
{
    QByteArray text;
    for (Node node = *this; node; node = node.nextInDocument(*this))
        if (node.isText())
            text += node.characters();
    return text;
}

Document::Document()
{
    m_nodes.push_back(NodeData(NodeKind::None));
    m_nodes.push_back(NodeData(NodeKind::Document));
}

qsizetype Document::memory() const
{
    return m_nodes.memory() + m_elements.memory() + m_characters.memory() + m_attributes.memory() + m_texts.capacity()
        + m_names.memory();
}

SourceRange Document::compactStartTag(const NodeData &node) const
{
    if (node.place == NodeData::nowhere)
        return {};
    return {node.place, node.place + quint32(nameText(node.name()).size()) + 2}; // <name>
}

void TreeWalk::advance()
{
    if (m_entering) {
        const Node child = m_skipping ? Node() : m_node.firstChild();
        m_skipping = false;
        m_entering = bool(child);
        if (child)
            m_node = child;
        return;
    }
    if (m_node == m_root) {
        m_node = Node();
        return;
    }
    if (const Node next = m_node.nextSibling()) {
        m_node = next;
        m_entering = true;
        return;
    }
    m_node = m_node.parent();
}

} // namespace creel
