// What a <selectedcontent> shows: a copy of the option that its select has selected (§4.10.7, §4.10.10, §4.10.17). It is no part of
// tree construction, but it happens while the tree is built, and so the tree has it.

#include "parse/html/treebuilder.h"

#include <utility>

namespace creel::html {

using enum Name;

namespace {

/// §4.10.10.2, "the option is disabled"
bool isDisabledOption(Node option)
{
    const Node group = option.parent();
    return option.hasAttribute(Disabled) || (group.isHtml(Optgroup) && group.hasAttribute(Disabled));
}

} // namespace

/// The element's "HTML element post-connection steps": whose it is, and the option that is selected by now.
void TreeBuilder::connectSelectedContent(NodeIndex element)
{
    const Node content(m_builder.document(), element);
    Node select;
    bool isDisabled = false;
    for (Node ancestor = content.parent(); ancestor; ancestor = ancestor.parent()) {
        if (ancestor.isHtml(Select) && !select)
            select = ancestor;
        else if (ancestor.isHtml(Select) || ancestor.isHtml(Option) || ancestor.isHtml(Selectedcontent))
            isDisabled = true;
    }
    if (!select || select.hasAttribute(Multiple) || m_selectedContents.contains(select.index()))
        return; // the first one counts
    m_selectedContents.insert(select.index(), {isDisabled ? 0 : element, false});
    Node selected;
    for (Node node = select; node && !isDisabled; node = node.nextInDocument(select)) {
        const bool mayBe =
            node.isHtml(Option) && (node.hasAttribute(Selected) || (!selected && !isDisabledOption(node)));
        if (mayBe && selectOf(node) == select)
            selected = node;
    }
    if (selected)
        showSelected(selected.index(), m_selectedContents[select.index()]);
}

/// "Option element nearest ancestor select"
Node TreeBuilder::selectOf(Node option) const
{
    bool isInGroup = false;
    for (Node ancestor = option.parent(); ancestor; ancestor = ancestor.parent()) {
        if (ancestor.isHtml(Select))
            return ancestor;
        if (ancestor.isHtml(Datalist) || ancestor.isHtml(Hr) || ancestor.isHtml(Option)
            || (ancestor.isHtml(Optgroup) && std::exchange(isInGroup, true)))
            return {};
    }
    return {};
}

/// "Maybe clone an option into selectedcontent", when the option is popped off the stack of open elements.
void TreeBuilder::noteOptionPopped(NodeIndex element)
{
    const Node option(m_builder.document(), element);
    const auto found = m_selectedContents.find(selectOf(option).index());
    if (found == m_selectedContents.end() || found->element == 0)
        return;
    if (option.hasAttribute(Selected) || (!found->hasSelection && !isDisabledOption(option)))
        showSelected(element, *found);
}

/// "Clone an option into a selectedcontent"
void TreeBuilder::showSelected(NodeIndex option, SelectedContent &content)
{
    content.hasSelection = true;
    if (m_clonesLeft <= 0)
        return;
    const qsizetype before = m_builder.document().nodeCount();
    const std::vector<NodeIndex> copies = m_builder.cloneChildren(option);
    m_clonesLeft -= m_builder.document().nodeCount() - before;
    while (const NodeIndex child = m_builder.document().node(content.element).child())
        m_builder.remove(child);
    for (const NodeIndex copy : copies)
        m_builder.append(content.element, copy);
}

} // namespace creel::html
