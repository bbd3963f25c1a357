#include "parse/html/formattinglist.h"

namespace creel::html {

void FormattingList::push(const Entry &entry)
{
    int equal = 0;
    std::size_t first = 0;
    for (std::size_t i = m_entries.size(); i-- > 0 && m_entries[i].node != 0;) {
        if (m_entries[i].sameAs == entry.sameAs && m_entries[i].name == entry.name) {
            ++equal;
            first = i;
        }
    }
    if (equal >= 3)
        remove(first);
    m_entries.push_back(entry);
}

void FormattingList::clearToLastMarker()
{
    while (!m_entries.empty()) {
        const bool isMarker = m_entries.back().node == 0;
        m_entries.pop_back();
        if (isMarker)
            return;
    }
}

std::size_t FormattingList::indexOf(NodeIndex node) const
{
    for (std::size_t i = m_entries.size(); i-- > 0;) {
        if (m_entries[i].node == node)
            return i;
    }
    return none;
}

std::size_t FormattingList::lastOf(Name name) const
{
    for (std::size_t i = m_entries.size(); i-- > 0 && m_entries[i].node != 0;) {
        if (m_entries[i].name == name)
            return i;
    }
    return none;
}

void FormattingList::replace(std::size_t i, NodeIndex node)
{
    m_entries[i].node = node;
    m_entries[i].isOpen = true;
}

void FormattingList::noteClosed(NodeIndex node)
{
    if (const std::size_t i = indexOf(node); i != none)
        m_entries[i].isOpen = false;
}

} // namespace creel::html
