#pragma once

#include "parse/documentdata.h"

#include <vector>

namespace creel::html {

/// The list of active formatting elements (§13.2.4.3).
class FormattingList
{
public:
    struct Entry {
        NodeIndex node = 0; ///< 0: a marker
        Name name = Name::None;
        bool isOpen = true; ///< on the stack of open elements, too
        quint64 sameAs = 0; ///< equal for elements of the same name and attributes, whatever their order
    };
    static constexpr std::size_t none = ~std::size_t(0);

    bool isEmpty() const { return m_entries.empty(); }
    std::size_t size() const { return m_entries.size(); }
    const Entry &operator[](std::size_t i) const { return m_entries[i]; }
    /// Whether "reconstruct the active formatting elements" (§13.2.4.3) has anything to do.
    bool wantsReconstruction() const
    {
        return !m_entries.empty() && m_entries.back().node != 0 && !m_entries.back().isOpen;
    }

    void push(const Entry &entry); ///< with the "Noah's Ark clause": of four equal ones the first goes
    void pushMarker() { m_entries.emplace_back(); }
    void clearToLastMarker();

    std::size_t indexOf(NodeIndex node) const; ///< none if it is not there
    std::size_t lastOf(Name name) const;       ///< behind the last marker; none if it is not there
    void insert(std::size_t i, const Entry &entry) { m_entries.insert(m_entries.begin() + std::ptrdiff_t(i), entry); }
    void remove(std::size_t i) { m_entries.erase(m_entries.begin() + std::ptrdiff_t(i)); }
    void replace(std::size_t i, NodeIndex node); ///< by a clone, which is open
    void truncate(std::size_t size) { m_entries.resize(size); }
    void noteClosed(NodeIndex node); ///< it was popped off the stack of open elements

private:
    std::vector<Entry> m_entries;
};

} // namespace creel::html
