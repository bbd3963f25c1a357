// Formatting elements that are opened again (§13.2.4.3), and the adoption agency (§13.2.6.4.7).

#include "parse/html/treebuilder.h"

#include <QHashFunctions>

namespace creel::html {

/// Two elements of one name have the same attributes if their hashes are the same; 64 bits with a seed make sure of that.
quint64 TreeBuilder::sameAsHash(NodeIndex element) const
{
    const Document &document = m_builder.document();
    const Node node(document, element);
    quint64 sum = quint64(node.attributeCount());
    for (qsizetype i = 0; i < node.attributeCount(); ++i) { // in any order
        const creel::Attribute attribute = node.attributeAt(i);
        sum += qHash(attribute.value(), qHash(quint32(attribute.nameId()), QHashSeed::globalSeed()));
    }
    return sum;
}

/// §13.2.4.3 "reconstruct the active formatting elements"
void TreeBuilder::reconstructFormatting()
{
    while (m_formatting.wantsReconstruction()) {
        std::size_t first = m_formatting.size() - 1; // rewind
        while (first > 0 && m_formatting[first - 1].node != 0 && !m_formatting[first - 1].isOpen)
            --first;
        if (m_clonesLeft <= 0) {
            m_formatting.truncate(first);
            return;
        }
        const std::size_t size = m_formatting.size();
        limitDepth(m_formatting[first].name);
        if (m_formatting.size() != size) // it closed some of these
            continue;
        const FormattingList::Entry entry = m_formatting[first]; // create
        const NodeIndex clone = cloneFormatting(entry.node);
        openElement(clone, Namespace::Html, entry.name, classesOf(Namespace::Html, entry.name));
        m_formatting.replace(first, clone); // advance
    }
}

NodeIndex TreeBuilder::cloneFormatting(NodeIndex element)
{
    --m_clonesLeft;
    return m_builder.cloneElement(element);
}

/// "Run the adoption agency algorithm for the token"
void TreeBuilder::runAdoptionAgency(const Token &token, Name subject)
{
    const OpenElements::Entry &current = m_open.top(); // steps 2, 3
    if (current.isHtml(subject) && m_formatting.indexOf(current.node) == FormattingList::none) {
        closeThrough(m_open.size(), token);
        return;
    }
    for (int outer = 0; outer < 8; ++outer) { // step 4
        if (!adopt(token, subject))
            return;
    }
}

/// One turn of step 4; false when the algorithm ends with it.
bool TreeBuilder::adopt(const Token &token, Name subject)
{
    const std::size_t formatting = m_formatting.lastOf(subject); // 4.3
    if (formatting == FormattingList::none) {
        anyOtherEndTag(token);
        return false;
    }
    const FormattingList::Entry entry = m_formatting[formatting];
    if (!entry.isOpen) { // 4.4
        m_formatting.remove(formatting);
        return false;
    }
    const int below = m_open.indexOf(entry.node, subject);
    if (below < m_open.top().scope) // 4.5
        return false;

    int furthest = below + 1; // 4.7
    while (furthest <= m_open.size() && !m_open.at(furthest).is(Special))
        ++furthest;
    if (m_clonesLeft <= 0) {
        m_formatting.remove(formatting);
        return false;
    }
    if (furthest > m_open.size()) { // 4.8
        closeThrough(below, token);
        m_formatting.remove(m_formatting.indexOf(entry.node));
        return false;
    }
    if (token.type == Token::Type::EndTag && m_builder.document().element(entry.node).endTag.isEmpty())
        m_builder.setEndTag(entry.node, token.source);

    const OpenElements::Entry commonAncestor = m_open.at(below - 1); // 4.9
    const NodeIndex block = m_open.at(furthest).node;
    std::size_t bookmark = formatting; // 4.10
    NodeIndex last = block;
    int node = furthest;
    for (int inner = 1; --node != below; ++inner) { // 4.13
        const OpenElements::Entry &open = m_open.at(node);
        std::size_t listed = m_formatting.indexOf(open.node);
        if (inner > 3 && listed != FormattingList::none) { // 4.13.4
            m_formatting.remove(listed);
            bookmark -= listed < bookmark ? 1 : 0;
            listed = FormattingList::none;
        }
        if (listed == FormattingList::none) { // 4.13.5
            m_open.remove(node);
            --furthest;
            continue;
        }
        const NodeIndex clone = cloneFormatting(open.node); // 4.13.6
        m_formatting.replace(listed, clone);
        m_open.replace(node, clone);
        if (last == block) // 4.13.7
            bookmark = listed + 1;
        if (m_builder.document().node(last).parent)
            m_builder.remove(last);
        m_builder.append(clone, last); // 4.13.8
        last = clone;
    }

    if (m_builder.document().node(last).parent)
        m_builder.remove(last);
    const Place place = appropriatePlace(commonAncestor); // 4.14
    m_builder.insert(place.parent, last, place.before);

    const NodeIndex clone = cloneFormatting(entry.node); // 4.15
    m_builder.moveChildren(block, clone);
    m_builder.append(block, clone); // 4.17

    const std::size_t old = m_formatting.indexOf(entry.node); // 4.18
    m_formatting.remove(old);
    bookmark -= old < bookmark ? 1 : 0;
    m_formatting.insert(bookmark, {clone, entry.name, true, entry.sameAs});
    m_open.move(below, furthest, clone); // 4.19
    return true;
}

} // namespace creel::html
