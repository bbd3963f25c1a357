#include "parse/xpath/treecopy.h"

#include "parse/xpath/infoset.h"

#include <algorithm>

namespace creel::xpath {

namespace {

/// Where pugixml has what we noted the place of.
const char *anchor(const pugi::xml_node &node)
{
    return node.type() == pugi::node_element ? node.name() : node.value();
}

} // namespace

TreeCopy::TreeCopy(const Document &document, CharacterCode::Kind kind) : m_code(kind)
{
    write(document);
    if (m_code.isFull())
        return;
    // No entity is declared and no line end changed; white space counts.
    constexpr unsigned options =
        pugi::parse_comments | pugi::parse_escapes | pugi::parse_ws_pcdata | pugi::parse_fragment;
    const auto parsed = m_tree.load_buffer_inplace(m_text.data(), size_t(m_text.size()), options, pugi::encoding_utf8);
    Q_ASSERT(parsed);
    m_isWhole = bool(parsed);

    m_nodes.resize(size_t(document.nodeCount()) + 1);
    m_nodes[document.root().index()] = m_tree.root();
    for (pugi::xml_node node = m_tree.first_child(); node;) {
        if (const Place *place = find(node))
            m_nodes[place->node] = node;
        pugi::xml_node next = node.first_child();
        for (; !next && node; node = node.parent())
            next = node.next_sibling();
        node = next;
    }
}

pugi::xml_node TreeCopy::find(const Node &node) const { return m_nodes.at(node.index()); }

const TreeCopy::Place *TreeCopy::find(const pugi::xpath_node &found) const
{
    const char *name = found.attribute() ? found.attribute().name() : anchor(found.node());
    const auto offset = quint32(name - m_text.constData());
    const auto place = std::lower_bound(m_places.begin(), m_places.end(), offset,
                                        [](const Place &p, quint32 o) { return p.offset < o; });
    return place != m_places.end() && place->offset == offset ? &*place : nullptr;
}

void TreeCopy::write(const Document &document)
{
    for (TreeWalk walk(document.root()); walk && !m_code.isFull(); walk.advance()) {
        const Node node = walk.node();
        if (node.isElement()) {
            if (walk.entering())
                writeElement(node);
            else if (node.firstChild())
                m_text += "</" + m_code.encode(infosetName(node.name())) + '>';
        } else if (!walk.entering()) {
            continue;
        } else if (node.isText() && !node.characters().isEmpty()) {
            note(node.index());
            writeCharacters(node.characters(), '\0');
        } else if (node.kind() == NodeKind::Comment) {
            m_text += "<!--";
            note(node.index());
            m_text += m_code.encode(node.characters()).replace('\0', ' ').replace("-->", "-- ") + "-->";
        }
    }
}

void TreeCopy::writeElement(Node element)
{
    m_text += '<';
    note(element.index());
    m_text += m_code.encode(infosetName(element.name()));
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (isNamespaceDeclaration(attribute))
            continue;
        m_text += ' ';
        note(element.index(), qint32(i));
        m_text += m_code.encode(infosetName(attribute)) + "=\"";
        writeCharacters(attribute.value(), '"');
        m_text += '"';
    }
    m_text += element.firstChild() ? ">" : "/>";
}

void TreeCopy::writeCharacters(QByteArrayView text, char quote)
{
    for (const char c : m_code.encode(text)) {
        if (c == '&')
            m_text += "&amp;";
        else if (c == '<')
            m_text += "&lt;";
        else if (c == '\0') // the end of all, to pugixml; HTML's parser leaves none
            m_text += ' ';
        else if (c == quote)
            m_text += "&quot;";
        else
            m_text += c;
    }
}

} // namespace creel::xpath
