#include "parse/documentbuilder.h"

#include <cstring>

namespace creel {

DocumentBuilder::DocumentBuilder(QByteArray utf8)
{
    Q_ASSERT(utf8.size() <= maxSourceBytes);
    // Real pages have a node for every 30 to 150 bytes, and an attribute likewise. For nodes there is room for a page of nothing
    // but <p>: what isn't filled costs nothing, and take() gives it back.
    m_document.m_nodes.reserve(size_t(utf8.size() / 3 + 16));
    m_document.m_elements.reserve(size_t(utf8.size() / 64 + 16));
    m_document.m_attributes.reserve(size_t(utf8.size() / 64 + 16));
    m_document.m_source = std::move(utf8);
}

Document DocumentBuilder::take()
{
    m_document.m_nodes.squeeze();
    m_document.m_elements.squeeze();
    m_document.m_characters.squeeze();
    m_document.m_attributes.squeeze();
    return std::move(m_document);
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
    const qsizetype offset = m_document.m_source.size() + m_document.m_texts.size();
    if (offset + text.size() > qsizetype(NodeData::nowhere)) {
        m_isFull = true;
        return {};
    }
    m_document.m_texts += text;
    return {quint32(offset), quint32(text.size())};
}

NodeIndex DocumentBuilder::create(const NodeData &node)
{
    m_document.m_nodes.push_back(node);
    return NodeIndex(m_document.m_nodes.size() - 1);
}

NodeIndex DocumentBuilder::createElement(Name name, Namespace ns, SourceRange startTag)
{
    const NodeIndex index = create(NodeData(NodeKind::Element, ns, name));
    if (startTag.isEmpty())
        return index;
    if (startTag.size() == m_document.nameText(name).size() + 2) // <name>
        m_document.m_nodes[index].place = startTag.begin;
    else
        writable(index).startTag = startTag;
    return index;
}

NodeIndex DocumentBuilder::cloneElement(NodeIndex element)
{
    const NodeData &node = m_document.m_nodes[element];
    NodeData clone(NodeKind::Element, node.ns(), node.name());
    if (node.isCompact()) {
        clone.place = node.place;
    } else {
        ElementData data = m_document.m_elements[node.place];
        data.endTag = {};
        clone.setCompact(false);
        clone.place = quint32(m_document.m_elements.size());
        m_document.m_elements.push_back(data);
    }
    return create(clone);
}

std::vector<NodeIndex> DocumentBuilder::cloneChildren(NodeIndex node)
{
    std::vector<NodeIndex> uppermost;
    NodeIndex parent = 0; // of the next copy; 0: it is one of the uppermost
    for (NodeIndex original = m_document.m_nodes[node].child(); original;) {
        const NodeData data = m_document.m_nodes[original];
        NodeIndex copy = 0;
        if (data.isElement())
            copy = cloneElement(original);
        else if (data.isCharacters())
            copy = createCharacters(data.kind(), m_document.characters(original).text,
                                    m_document.characters(original).source);
        else
            copy = create(NodeData(data.kind()));
        if (data.hasContents())
            m_document.m_nodes[copy].setHasContents();
        if (parent)
            append(parent, copy);
        else
            uppermost.push_back(copy);

        if (const NodeIndex child = data.child()) {
            original = child;
            parent = copy;
            continue;
        }
        while (!m_document.m_nodes[original].next && m_document.m_nodes[original].parent != node) {
            original = m_document.m_nodes[original].parent;
            parent = m_document.m_nodes[parent].parent;
        }
        original = m_document.m_nodes[original].next;
    }
    return uppermost;
}

/// The element is compact no more.
ElementData &DocumentBuilder::writable(NodeIndex element)
{
    NodeData &node = m_document.m_nodes[element];
    if (node.isCompact()) {
        const ElementData data = m_document.element(element);
        node.setCompact(false);
        node.place = quint32(m_document.m_elements.size());
        m_document.m_elements.push_back(data);
    }
    return m_document.m_elements[node.place];
}

void DocumentBuilder::addAttribute(NodeIndex element, const AttributeData &attribute)
{
    GrowingArray<AttributeData> &all = m_document.m_attributes;
    ElementData &data = writable(element);
    if (data.attributeCount == 0) {
        data.firstAttribute = quint32(all.size());
    } else if (data.firstAttribute + data.attributeCount != all.size()) {
        // A second <html> or <body> tag: other elements' attributes follow by now, so the old ones move.
        const auto first = quint32(all.size());
        for (quint32 i = 0; i < data.attributeCount; ++i)
            all.push_back(all[data.firstAttribute + i]);
        data.firstAttribute = first;
    }
    all.push_back(attribute);
    ++data.attributeCount;
}

NodeIndex DocumentBuilder::createTemplateContents(NodeIndex element)
{
    const NodeIndex contents = create(NodeData(NodeKind::TemplateContents));
    append(element, contents);
    m_document.m_nodes[element].setHasContents();
    return contents;
}

NodeIndex DocumentBuilder::createCharacters(NodeKind kind, TextRef text, SourceRange source)
{
    const NodeIndex index = create(NodeData(kind));
    write(index, {text, source});
    return index;
}

void DocumentBuilder::write(NodeIndex characters, const CharacterData &data)
{
    NodeData &node = m_document.m_nodes[characters];
    if (!node.isCompact()) {
        m_document.m_characters[node.place] = data;
        return;
    }
    node.setCompact(data.text.offset == data.source.begin && data.text.size == data.source.size());
    node.place = node.isCompact() ? data.text.offset : quint32(m_document.m_characters.size());
    node.size = node.isCompact() ? data.text.size : 0;
    if (!node.isCompact())
        m_document.m_characters.push_back(data);
}

NodeIndex DocumentBuilder::createDoctype(Doctype doctype)
{
    m_document.m_doctype = std::move(doctype);
    return create(NodeData(NodeKind::Doctype));
}

void DocumentBuilder::insert(NodeIndex parent, NodeIndex child, NodeIndex before)
{
    GrowingArray<NodeData> &nodes = m_document.m_nodes;
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

void DocumentBuilder::insertText(NodeIndex parent, NodeIndex before, TextRef text, SourceRange source)
{
    const NodeIndex first = m_document.m_nodes[parent].firstChild;
    const NodeIndex last = !first || before == first ? 0 : m_document.m_nodes[before ? before : first].previous;
    if (!last || m_document.m_nodes[last].kind() != NodeKind::Text) {
        insert(parent, createText(text, source), before);
        return;
    }
    CharacterData data = m_document.characters(last);
    data.text = joined(last, data.text, text);
    data.source.begin = std::min(data.source.begin, source.begin);
    data.source.end = std::max(data.source.end, source.end);
    write(last, data);
}

TextRef DocumentBuilder::joined(NodeIndex node, TextRef first, TextRef second)
{
    const auto size = quint32(m_document.m_source.size());
    const bool isInSource = first.offset < size;
    if (isInSource == (second.offset < size) && first.offset + first.size == second.offset)
        return {first.offset, first.size + second.size};

    QByteArray &texts = m_document.m_texts;
    const QByteArray tail = m_document.text(second).toByteArray(); // its buffer may move
    const quint32 firstEnd = first.offset + first.size;
    if (!isInSource && m_rooms.value(node) >= firstEnd + second.size) {
        std::memcpy(texts.data() + (firstEnd - size), tail.constData(), size_t(tail.size()));
        return {first.offset, first.size + second.size};
    }
    if (isInSource || firstEnd != size + quint32(texts.size())) {
        // Two texts that grow in turns move again and again: with room for as much again that stays linear.
        const quint32 room = isInSource ? 0 : first.size + second.size;
        first = store(m_document.text(first).toByteArray());
        store(tail);
        if (room != 0) {
            store(QByteArray(qsizetype(room), ' '));
            m_rooms.insert(node, first.offset + first.size + second.size + room);
        }
    } else {
        store(tail);
    }
    return m_isFull ? first : TextRef{first.offset, first.size + second.size};
}

void DocumentBuilder::remove(NodeIndex child)
{
    GrowingArray<NodeData> &nodes = m_document.m_nodes;
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

void DocumentBuilder::moveChildren(NodeIndex from, NodeIndex to)
{
    GrowingArray<NodeData> &nodes = m_document.m_nodes;
    const NodeIndex first = nodes[from].firstChild;
    if (!first)
        return;
    nodes[from].firstChild = 0;
    for (NodeIndex child = first; child; child = nodes[child].next)
        nodes[child].parent = to;
    const NodeIndex front = nodes[to].firstChild;
    if (!front) {
        nodes[to].firstChild = first;
        return;
    }
    const NodeIndex last = nodes[first].previous; // of those that come
    nodes[first].previous = nodes[front].previous;
    nodes[nodes[front].previous].next = first;
    nodes[front].previous = last;
}

} // namespace creel
