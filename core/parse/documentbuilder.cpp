#include "parse/documentbuilder.h"

#include <cstring>

namespace creel {

DocumentBuilder::DocumentBuilder(QByteArray utf8)
{
    Q_ASSERT(utf8.size() <= maxSourceBytes);
    // Real pages have a node and an attribute for every 50 to 150 bytes.
    m_document.m_nodes.reserve(size_t(utf8.size() / 96 + 16));
    m_document.m_attributes.reserve(size_t(utf8.size() / 96 + 16));
    m_document.m_source = std::move(utf8);
}

Name DocumentBuilder::intern(QByteArrayView name)
{
    const Name found = m_document.findName(name);
    if (found != Name::None)
        return found;
    const auto id = Name(quint32(Name::KnownCount) + quint32(m_document.m_names.size()));
    m_document.m_names.push_back(name.toByteArray());
    m_document.m_nameIds.insert(m_document.m_names.back(), id);
    return id;
}

TextRef DocumentBuilder::hold(QByteArrayView text, quint32 sourceOffset)
{
    const QByteArray &source = m_document.m_source;
    const bool fits = sourceOffset < source.size() && text.size() <= source.size() - sourceOffset;
    if (fits && std::memcmp(source.constData() + sourceOffset, text.data(), size_t(text.size())) == 0)
        return {sourceOffset, quint32(text.size())};
    return store(text);
}

TextRef DocumentBuilder::store(QByteArrayView text)
{
    const auto offset = quint32(m_document.m_source.size() + m_document.m_texts.size());
    m_document.m_texts += text;
    return {offset, quint32(text.size())};
}

NodeIndex DocumentBuilder::create(NodeKind kind)
{
    m_document.m_nodes.emplace_back(kind);
    return NodeIndex(m_document.m_nodes.size() - 1);
}

NodeIndex DocumentBuilder::createElement(Name name, Namespace ns, SourceRange startTag)
{
    const NodeIndex index = create(NodeKind::Element);
    NodeData &node = m_document.m_nodes[index];
    node.ns = ns;
    node.element.name = name;
    node.element.startTag = startTag;
    return index;
}

void DocumentBuilder::addAttribute(NodeIndex element, const AttributeData &attribute)
{
    std::vector<AttributeData> &all = m_document.m_attributes;
    ElementData &data = m_document.m_nodes[element].element;
    if (data.attributeCount == 0) {
        data.firstAttribute = quint32(all.size());
    } else if (data.firstAttribute + data.attributeCount != all.size()) {
        // A second <html> or <body> tag: other elements' attributes follow by now, so the old ones move.
        const auto first = quint32(all.size());
        for (quint32 i = 0; i < data.attributeCount; ++i)
            all.push_back(AttributeData(all[data.firstAttribute + i]));
        data.firstAttribute = first;
    }
    all.push_back(attribute);
    ++data.attributeCount;
}

NodeIndex DocumentBuilder::createTemplateContents(NodeIndex element)
{
    const NodeIndex contents = create(NodeKind::TemplateContents);
    append(element, contents);
    m_document.m_nodes[element].hasContents = true;
    return contents;
}

NodeIndex DocumentBuilder::createCharacters(NodeKind kind, TextRef text, SourceRange source)
{
    const NodeIndex index = create(kind);
    m_document.m_nodes[index].characters = CharacterData{text, source};
    return index;
}

NodeIndex DocumentBuilder::createDoctype(Doctype doctype)
{
    m_document.m_doctype = std::move(doctype);
    return create(NodeKind::Doctype);
}

void DocumentBuilder::insert(NodeIndex parent, NodeIndex child, NodeIndex before)
{
    std::vector<NodeData> &nodes = m_document.m_nodes;
    nodes[child].parent = parent;
    const NodeIndex first = nodes[parent].firstChild;
    if (!first) {
        nodes[parent].firstChild = nodes[child].previous = child;
        return;
    }
    const NodeIndex after = before ? before : first; // in the ring of `previous`, the end is just before the first
    const NodeIndex previous = nodes[after].previous;
    nodes[child].previous = previous;
    nodes[child].next = before;
    nodes[after].previous = child;
    if (before == first)
        nodes[parent].firstChild = child;
    else
        nodes[previous].next = child;
}

void DocumentBuilder::appendText(NodeIndex parent, TextRef text, SourceRange source)
{
    const NodeIndex first = m_document.m_nodes[parent].firstChild;
    const NodeIndex last = first ? m_document.m_nodes[first].previous : 0;
    if (!last || m_document.m_nodes[last].kind != NodeKind::Text) {
        append(parent, createText(text, source));
        return;
    }
    CharacterData &data = m_document.m_nodes[last].characters;
    data.text = joined(data.text, text);
    data.source.end = std::max(data.source.end, source.end);
}

TextRef DocumentBuilder::joined(TextRef first, TextRef second)
{
    const auto size = quint32(m_document.m_source.size());
    const bool sameBuffer = (first.offset < size) == (second.offset < size);
    if (sameBuffer && first.offset + first.size == second.offset)
        return {first.offset, first.size + second.size};

    QByteArray &texts = m_document.m_texts;
    const auto end = size + quint32(texts.size());
    const QByteArray tail = m_document.text(second).toByteArray(); // its buffer may move
    if (first.offset < size || first.offset + first.size != end)
        first = store(m_document.text(first).toByteArray());
    store(tail);
    return {first.offset, first.size + second.size};
}

void DocumentBuilder::remove(NodeIndex child)
{
    std::vector<NodeData> &nodes = m_document.m_nodes;
    NodeData &node = nodes[child];
    const NodeIndex first = nodes[node.parent].firstChild;
    if (child == first)
        nodes[node.parent].firstChild = node.next;
    else
        nodes[node.previous].next = node.next;
    if (node.next)
        nodes[node.next].previous = node.previous;
    else if (child != first)
        nodes[first].previous = node.previous; // the last one is gone: the ring closes before it
    node.parent = node.next = node.previous = 0;
}

} // namespace creel
