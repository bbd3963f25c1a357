#pragma once

#include "parse/css/matcher.h"

#include <array>
#include <vector>

namespace creel::css {

/// One walk over a document for any number of selectors. As in browsers, a selector is tried only on elements that have what
/// its last compound asks for: the id, a class, the name or an attribute; and not at all where the document has no such name,
/// or before the walk has met what its first compound asks for.
class MatchWalk
{
public:
    /// A node, 16 attributes and 16 bytes of classes are a step each.
    MatchWalk(const Document &document, Steps &steps);
    Q_DISABLE_COPY_MOVE(MatchWalk)

    /// Before the first run(). The matcher outlives this.
    void add(Matcher &matcher, bool onlyFirst = false);

    /// Finds what each selects below `root`, in document order; with `onlyFirst` the first of these alone.
    void run(Node root);
    const std::vector<NodeIndex> &found(size_t number) const { return m_members[number].found; }
    /// Whether elements may be missing: the walk's steps were spent, or the selector's own.
    bool isSpent(size_t number) const;

private:
    /// One selector.
    struct Member {
        Matcher *matcher;
        bool onlyFirst;
        bool isDone = false; ///< for this run
        bool isCut = false;  ///< a run ended before it was done
        NodeIndex last = 0;  ///< the element that it found last
        std::vector<NodeIndex> found = {};
    };
    /// A complex selector of one, in the chain of those that ask for the same.
    struct Entry {
        size_t member;
        const Complex *complex;
        QByteArrayView word = {}; ///< of chains by id or class
        quint32 next = 0;         ///< 0: the last; else its number, from 1
        quint32 gate = 0;         ///< it is tried once this one is open; 0: always
        bool isGate = false;      ///< it is not tried, but opens its gate
    };
    using Chain = quint32; ///< the number of its first Entry, from 1; 0: empty
    using Words = std::array<Chain, 64>;

    bool addByKey(const Compound &compound, const Entry &entry);
    void addGates();
    void link(Chain &chain, Entry entry);
    void linkByName(std::vector<Chain> &chains, Name name, const Entry &entry);
    void linkByWord(Words &chains, QByteArrayView word, Entry entry);
    bool mayMatch(const Complex &complex, const Matcher &matcher) const;

    void visit(NodeIndex index, const NodeData &node);
    void visitAttributes(NodeIndex index);
    void visitWords(const Words &chains, QByteArrayView words, NodeIndex element);
    void visitWord(const Words &chains, QByteArrayView word, NodeIndex element);
    void tryAll(Chain chain, NodeIndex element);
    void tryOne(const Entry &entry, NodeIndex element);
    static Chain chainOf(const std::vector<Chain> &chains, Name name)
    {
        return size_t(name) < chains.size() ? chains[size_t(name)] : 0;
    }

    const Document &m_document;
    const bool m_isQuirky;
    Steps &m_steps;
    std::vector<Member> m_members;
    size_t m_open = 0; ///< members that are not done
    std::vector<Entry> m_entries;
    std::vector<bool> m_isOpen; ///< gates, by number; empty before the first run
    Chain m_anywhere = 0;
    std::vector<Chain> m_byName, m_byAttribute; ///< by Name
    Words m_byClass{}, m_byId{};
    bool m_hasClasses = false, m_hasIds = false, m_looksAtAttributes = false;
};

} // namespace creel::css
