#include "parse/css/matchwalk.h"

#include "parse/ascii.h"

#include <algorithm>

namespace creel::css {

namespace {

/// Which of the chains words are in that may be equal, whatever their case.
size_t chainOfWord(QByteArrayView word)
{
    return (size_t(toAsciiLower(word.front())) * 5 ^ size_t(toAsciiLower(word.back())) * 3 ^ size_t(word.size())) % 64;
}

template <class Test>
const Test *testOf(const Compound &compound)
{
    for (const SimpleTest &simple : compound.tests)
        if (const auto *test = std::get_if<Test>(&simple))
            return test;
    return nullptr;
}

} // namespace

MatchWalk::MatchWalk(const Document &document, Steps &steps)
    : m_document(document), m_isQuirky(document.quirksMode() == QuirksMode::Quirks), m_steps(steps)
{
}

void MatchWalk::add(Matcher &matcher, bool onlyFirst)
{
    m_members.push_back({&matcher, onlyFirst});
    for (const Complex &complex : matcher.selector().list) {
        if (!mayMatch(complex, matcher))
            continue;
        const Entry entry{.member = m_members.size() - 1, .complex = &complex};
        if (!addByKey(complex.compounds.back(), entry))
            link(m_anywhere, entry);
    }
}

/// What stands left of a combinator stands before what is right of it, and so is met before it when the walk sees all of the
/// document. Where attributes are looked at for another reason, gates may be ids and classes, too.
void MatchWalk::addGates()
{
    m_isOpen.push_back(true);
    const size_t count = m_entries.size();
    for (size_t i = 0; i < count; ++i) {
        const Entry entry = m_entries[i];
        const Compound &first = entry.complex->compounds.front();
        const bool isByAttribute = testOf<IdTest>(first) || testOf<ClassTest>(first) || !testOf<TypeTest>(first);
        if (entry.complex->compounds.size() < 2 || (isByAttribute && !m_looksAtAttributes))
            continue;
        const auto gate = quint32(m_isOpen.size());
        if (addByKey(first, {.member = entry.member, .complex = entry.complex, .gate = gate, .isGate = true})) {
            m_entries[i].gate = gate;
            m_isOpen.push_back(false);
        }
    }
}

/// Whether the document has the names that it asks for.
bool MatchWalk::mayMatch(const Complex &complex, const Matcher &matcher) const
{
    for (const Compound &compound : complex.compounds) {
        const auto *type = testOf<TypeTest>(compound);
        const auto *attribute = testOf<AttributeTest>(compound);
        if ((type && !matcher.isKnown(type->name)) || (attribute && !matcher.isKnown(attribute->name)))
            return false;
    }
    return true;
}

/// The rarest first. False: an element of any kind can match.
bool MatchWalk::addByKey(const Compound &compound, const Entry &entry)
{
    if (const auto *id = testOf<IdTest>(compound)) {
        m_hasIds = m_looksAtAttributes = true;
        linkByWord(m_byId, id->id, entry);
        return true;
    }
    if (const auto *ofClass = testOf<ClassTest>(compound)) {
        m_hasClasses = m_looksAtAttributes = true;
        linkByWord(m_byClass, ofClass->name, entry);
        return true;
    }
    const auto link = [&](std::vector<Chain> &chains, NameRef ref) {
        const auto [inHtml, elsewhere] = m_members[entry.member].matcher->boundName(ref);
        linkByName(chains, inHtml, entry);
        if (elsewhere != inHtml)
            linkByName(chains, elsewhere, entry);
    };
    if (const auto *type = testOf<TypeTest>(compound)) {
        link(m_byName, type->name);
        return true;
    }
    if (const auto *attribute = testOf<AttributeTest>(compound)) {
        m_looksAtAttributes = true;
        link(m_byAttribute, attribute->name);
        return true;
    }
    return false;
}

void MatchWalk::link(Chain &chain, Entry entry)
{
    entry.next = chain;
    m_entries.push_back(entry);
    chain = quint32(m_entries.size());
}

void MatchWalk::linkByName(std::vector<Chain> &chains, Name name, const Entry &entry)
{
    if (name == Name::None)
        return;
    if (chains.size() <= size_t(name))
        chains.resize(size_t(name) + 1);
    link(chains[size_t(name)], entry);
}

void MatchWalk::linkByWord(Words &chains, QByteArrayView word, Entry entry)
{
    entry.word = word;
    if (!word.isEmpty())
        link(chains[chainOfWord(word)], entry);
}

void MatchWalk::run(Node root)
{
    for (Member &member : m_members) {
        member.matcher->setScope(root);
        member.isDone = false;
        member.last = 0;
        member.found.clear();
    }
    if (m_isOpen.empty())
        addGates();
    m_isOpen.assign(m_isOpen.size(), root.kind() != NodeKind::Document);
    m_isOpen.front() = true;
    m_open = m_entries.empty() ? 0 : m_members.size();
    // The walk of Node::nextInDocument(), on the bare data: it is most of what simple selectors cost.
    NodeIndex index = root.firstChild().index();
    while (index && index != root.index() && m_open > 0) {
        const NodeData *node = &m_document.node(index);
        if (!m_steps.spend())
            break;
        if (node->isElement())
            visit(index, *node);
        if (node->child() && !node->hasContents()) {
            index = node->child();
            continue;
        }
        while (index != root.index() && !node->next) {
            index = node->parent;
            node = &m_document.node(index);
        }
        if (index != root.index())
            index = node->next;
    }
    for (Member &member : m_members)
        member.isCut |= m_steps.areSpent() && !member.isDone;
}

bool MatchWalk::isSpent(size_t number) const { return m_members[number].isCut || m_members[number].matcher->isSpent(); }

void MatchWalk::visit(NodeIndex index, const NodeData &node)
{
    tryAll(m_anywhere, index);
    tryAll(chainOf(m_byName, node.name()), index);
    if (m_looksAtAttributes && !node.isCompact())
        visitAttributes(index);
}

void MatchWalk::visitAttributes(NodeIndex index)
{
    const ElementData element = m_document.element(index);
    const AttributeData *attributes = m_document.attributes(element);
    m_steps.spend(element.attributeCount / 16);
    for (quint32 i = 0; i < element.attributeCount; ++i) {
        const Name name = attributes[i].name();
        tryAll(chainOf(m_byAttribute, name), index);
        if (name == Name::Class && m_hasClasses)
            visitWords(m_byClass, m_document.text(attributes[i].value), index);
        else if (name == Name::Id && m_hasIds)
            visitWord(m_byId, m_document.text(attributes[i].value), index);
    }
}

void MatchWalk::visitWords(const Words &chains, QByteArrayView words, NodeIndex element)
{
    m_steps.spendForText(words.size());
    const char *at = words.begin();
    while (at != words.end()) {
        const char *end = std::find_if(at, words.end(), isAsciiSpace);
        visitWord(chains, {at, end}, element);
        at = end == words.end() ? end : end + 1;
    }
}

void MatchWalk::visitWord(const Words &chains, QByteArrayView word, NodeIndex element)
{
    if (word.isEmpty())
        return;
    for (Chain at = chains[chainOfWord(word)]; at; at = m_entries[at - 1].next) {
        const Entry &entry = m_entries[at - 1];
        if (m_isQuirky ? equalsIgnoringAsciiCase(word, entry.word) : word == entry.word)
            tryOne(entry, element);
    }
}

void MatchWalk::tryAll(Chain chain, NodeIndex element)
{
    for (; chain; chain = m_entries[chain - 1].next)
        tryOne(m_entries[chain - 1], element);
}

void MatchWalk::tryOne(const Entry &entry, NodeIndex element)
{
    if (entry.isGate || !m_isOpen[entry.gate]) {
        if (entry.isGate)
            m_isOpen[entry.gate] = true;
        return;
    }
    Member &member = m_members[entry.member];
    if (member.isDone || member.last == element || !member.matcher->matches(*entry.complex, {m_document, element}))
        return;
    member.last = element;
    member.found.push_back(element);
    if (member.onlyFirst) {
        member.isDone = true;
        --m_open;
    }
}

} // namespace creel::css
