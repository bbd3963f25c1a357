#pragma once

#include "parse/html/elementclasses.h"

#include <vector>

namespace creel::html {

/// The stack of open elements (§13.2.4.2). Every entry knows the nearest entries at or below itself that end a search, and the
/// next one of its own name, so that "has an element in scope" takes constant time at any depth.
class OpenElements
{
public:
    /// Entries are numbered from 1, the html element; 0 is no entry.
    struct Entry {
        NodeIndex node = 0;
        Name name = Name::None;
        Namespace ns = Namespace::Html;
        quint16 classes = 0;
        quint16 sameName = 0; ///< the nearest one below of the same name, of HTML or not of HTML like this one
        // The nearest entries at or below this one that …
        quint16 special = 0;
        quint16 scope = 0;
        quint16 listItemScope = 0;
        quint16 buttonScope = 0;
        quint16 tableScope = 0;
        quint16 html = 0; ///< … are elements of HTML

        bool isHtml(Name wanted) const { return name == wanted && ns == Namespace::Html; }
        bool is(ElementClass bits) const { return (classes & bits) != 0; }
    };

    OpenElements() : m_entries(1), m_last(std::size_t(Name::KnownCount)) { }

    int size() const { return int(m_entries.size()) - 1; }
    const Entry &at(int i) const { return m_entries[std::size_t(i)]; }
    const Entry &top() const { return m_entries.back(); } ///< the current node; of an empty stack an entry without node

    void push(NodeIndex node, Namespace ns, Name name, quint16 classes);
    void pop();

    /// The topmost HTML element of that name, 0 if there is none.
    int lastOf(Name name) const { return std::size_t(name) < m_last.size() ? m_last[std::size_t(name)] : 0; }
    /// The same for an element of SVG or MathML.
    int lastForeign(Name name) const
    {
        return std::size_t(name) < m_lastForeign.size() ? m_lastForeign[std::size_t(name)] : 0;
    }
    bool has(Name name) const { return lastOf(name) != 0; }
    bool isInScope(Name name) const { return isWithin(lastOf(name), top().scope); }
    bool isInListItemScope(Name name) const { return isWithin(lastOf(name), top().listItemScope); }
    bool isInButtonScope(Name name) const { return isWithin(lastOf(name), top().buttonScope); }
    bool isInTableScope(Name name) const { return isWithin(lastOf(name), top().tableScope); }

    int indexOf(NodeIndex node, Name name) const; ///< of an HTML element; 0 if it is not open

    // The middle of the stack: linear in what lies above.
    void replace(int i, NodeIndex node) { m_entries[std::size_t(i)].node = node; } ///< by one of the same name
    void remove(int i);
    /// Takes entry `i` out and puts an HTML element of the same name in, right above entry `below`, which is above `i`.
    void move(int i, int below, NodeIndex node);

private:
    static bool isWithin(int i, int boundary) { return i != 0 && i >= boundary; }
    void link(std::size_t i);
    void unlink(std::size_t i);

    std::vector<Entry> m_entries;
    std::vector<quint16> m_last, m_lastForeign; ///< by name
};

} // namespace creel::html
