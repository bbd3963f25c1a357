#include "parse/html/openelements.h"

#include <algorithm>

namespace creel::html {

void OpenElements::push(NodeIndex node, Namespace ns, Name name, quint16 classes)
{
    Entry entry;
    entry.node = node;
    entry.name = name;
    entry.ns = ns;
    entry.classes = classes;
    m_entries.push_back(entry);
    link(m_entries.size() - 1);
}

void OpenElements::pop()
{
    unlink(m_entries.size() - 1);
    m_entries.pop_back();
}

int OpenElements::indexOf(NodeIndex node, Name name) const
{
    int i = lastOf(name);
    while (i != 0 && at(i).node != node)
        i = at(i).sameName;
    return i;
}

void OpenElements::remove(int i)
{
    const auto at = std::size_t(i);
    for (std::size_t above = m_entries.size(); above-- > at;)
        unlink(above);
    m_entries.erase(m_entries.begin() + i);
    for (std::size_t above = at; above < m_entries.size(); ++above)
        link(above);
}

void OpenElements::move(int i, int below, NodeIndex node)
{
    const auto at = std::size_t(i);
    for (std::size_t above = m_entries.size(); above-- > at;)
        unlink(above);
    m_entries[at].node = node;
    std::rotate(m_entries.begin() + i, m_entries.begin() + i + 1, m_entries.begin() + below + 1);
    for (std::size_t above = at; above < m_entries.size(); ++above)
        link(above);
}

void OpenElements::link(std::size_t i)
{
    Entry &entry = m_entries[i];
    const Entry &below = m_entries[i - 1];
    const auto self = quint16(i);
    entry.special = entry.is(Special) ? self : below.special;
    entry.scope = entry.is(EndsScope) ? self : below.scope;
    entry.listItemScope = entry.is(ElementClass(EndsScope | EndsListItemScope)) ? self : below.listItemScope;
    entry.buttonScope = entry.is(ElementClass(EndsScope | EndsButtonScope)) ? self : below.buttonScope;
    entry.tableScope = entry.is(EndsTableScope) ? self : below.tableScope;
    entry.html = entry.ns == Namespace::Html ? self : below.html;
    std::vector<quint16> &last = entry.ns == Namespace::Html ? m_last : m_lastForeign;
    if (std::size_t(entry.name) >= last.size()) [[unlikely]]
        last.resize(std::size_t(entry.name) + 1);
    entry.sameName = last[std::size_t(entry.name)];
    last[std::size_t(entry.name)] = self;
}

void OpenElements::unlink(std::size_t i)
{
    const Entry &entry = m_entries[i];
    (entry.ns == Namespace::Html ? m_last : m_lastForeign)[std::size_t(entry.name)] = entry.sameName;
}

} // namespace creel::html
