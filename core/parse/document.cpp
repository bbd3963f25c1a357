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

QByteArrayView Node::name() const { return isElement() ? m_document->nameText(data().element.name) : QByteArrayView(); }

QByteArrayView Node::attribute(Name name) const
{
    if (!isElement())
        return {};
    const ElementData &element = data().element;
    const AttributeData *attributes = m_document->attributes(element);
    for (quint32 i = 0; i < element.attributeCount; ++i)
        if (attributes[i].name() == name && attributes[i].ns() == AttributeNamespace::None)
            return m_document->text(attributes[i].value);
    return {};
}

QByteArrayView Node::attribute(QByteArrayView name) const
{
    const Name id = isElement() ? m_document->findName(name) : Name::None;
    return id == Name::None ? QByteArrayView() : attribute(id);
}

Attribute Node::attributeAt(qsizetype i) const
{
    Q_ASSERT(i >= 0 && i < attributeCount());
    return {*m_document, m_document->attributes(data().element)[i]};
}

QByteArrayView Node::characters() const
{
    const bool has = kind() == NodeKind::Text || kind() == NodeKind::Comment;
    return has ? m_document->text(data().characters.text) : QByteArrayView();
}

SourceRange Node::characterSource() const
{
    const bool has = kind() == NodeKind::Text || kind() == NodeKind::Comment;
    return has ? data().characters.source : SourceRange();
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

Document::Document() : m_nodes{NodeData(NodeKind::None), NodeData(NodeKind::Document)} { }

qsizetype Document::memory() const
{
    qsizetype names = 0;
    for (const QByteArray &name : m_names)
        names += 3 * qsizetype(sizeof(QByteArray)) + name.capacity();
    return qsizetype(m_nodes.capacity() * sizeof(NodeData) + m_attributes.capacity() * sizeof(AttributeData))
        + m_texts.capacity() + names;
}

Name Document::findName(QByteArrayView text) const
{
    const Name known = knownName(text);
    if (known != Name::None || m_nameIds.isEmpty())
        return known;
    return m_nameIds.value(QByteArray::fromRawData(text.data(), text.size()), Name::None);
}

QByteArrayView Document::nameText(Name name) const
{
    return name < Name::KnownCount ? knownNameText(name) : m_names[size_t(name) - size_t(Name::KnownCount)];
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
