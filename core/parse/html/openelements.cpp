#include "parse/html/openelements.h"

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

void OpenElements::insert(int i, NodeIndex node, Name name)
{
    const auto at = std::size_t(i);
    for (std::size_t above = m_entries.size(); above-- > at;)
        unlink(above);
    Entry entry;
    entry.node = node;
    entry.name = name;
    entry.classes = classesOf(Namespace::Html, name);
    m_entries.insert(m_entries.begin() + i, entry);
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
    if (entry.ns != Namespace::Html)
        return;
    if (std::size_t(entry.name) >= m_last.size())
        m_last.resize(std::size_t(entry.name) + 1);
    entry.sameName = m_last[std::size_t(entry.name)];
    m_last[std::size_t(entry.name)] = self;
}

void OpenElements::unlink(std::size_t i)
{
    if (m_entries[i].ns == Namespace::Html)
        m_last[std::size_t(m_entries[i].name)] = m_entries[i].sameName;
}

} // namespace creel::html
