// Creating and inserting nodes (§13.2.6.1–2), and closing elements again (§13.2.4.2, §13.2.6.3).

#include "parse/ascii.h"
#include "parse/html/treebuilder.h"

#include <algorithm>

namespace creel::html {

/// §13.2.4.2: in a fragment, the context element stands for its root.
const OpenElements::Entry &TreeBuilder::adjustedCurrentNode() const
{
    return m_isFragment && m_open.size() == 1 ? m_context : m_open.top();
}

/// §13.2.6.1 "appropriate place for inserting a node"; `target` is the current node or the override target.
TreeBuilder::Place TreeBuilder::appropriatePlace(const OpenElements::Entry &target) const
{
    if (!m_isFosterParenting || !target.is(FosterParenting)) [[likely]]
        return {insideOf(target)};
    const int lastTemplate = m_open.lastOf(Name::Template), lastTable = m_open.lastOf(Name::Table);
    if (lastTemplate > lastTable)
        return {insideOf(m_open.at(lastTemplate))};
    if (lastTable == 0) // a fragment
        return {m_open.at(1).node};
    const NodeIndex table = m_open.at(lastTable).node;
    if (const NodeIndex parent = m_builder.document().node(table).parent)
        return {parent, table};
    return {insideOf(m_open.at(lastTable - 1))};
}

NodeIndex TreeBuilder::insideOf(const OpenElements::Entry &entry) const
{
    const NodeData &node = m_builder.document().node(entry.node);
    return node.hasContents() ? node.firstChild : entry.node;
}

/// A text of the last token as one of the document.
TextRef TreeBuilder::textOf(TextRef ref)
{
    return m_tokenizer.isInSource(ref) ? ref : m_builder.store(m_tokenizer.text(ref));
}

void TreeBuilder::openElement(NodeIndex node, Namespace ns, Name name, quint16 classes)
{
    const Place place = appropriatePlace();
    m_builder.insert(place.parent, node, place.before);
    m_open.push(node, ns, name, classes);
}

NodeIndex TreeBuilder::insertHtmlElement(const Token &tag, Name name)
{
    const quint16 classes = classesOf(Namespace::Html, name);
    if ((classes & TablePart) == 0)
        limitDepth(name);
    const NodeIndex element = m_builder.createElement(name, Namespace::Html, tag.source);
    addAttributes(element);
    openElement(element, Namespace::Html, name, classes);
    if (name == Name::Selectedcontent) [[unlikely]]
        connectSelectedContent(element);
    return element;
}

NodeIndex TreeBuilder::insertImplied(Name name)
{
    const NodeIndex element = m_builder.createElement(name, Namespace::Html, {});
    openElement(element, Namespace::Html, name, classesOf(Namespace::Html, name));
    return element;
}

/// What is too deep is closed before a `name` is opened. Parts of tables are not asked, as their modes count on each other: tables
/// and templates keep room for a row group, a row and a cell.
void TreeBuilder::limitDepth(Name name)
{
    const int room = name == Name::Table || name == Name::Template ? 4 : 1;
    if (m_open.size() + room <= maxOpenElements) [[likely]]
        return;
    bool changesMode = false;
    while (m_open.size() + room > maxOpenElements) {
        const OpenElements::Entry closed = m_open.top();
        pop();
        if (closed.ns != Namespace::Html)
            continue;
        if (closed.is(Formatting)) {
            if (const std::size_t i = m_formatting.indexOf(closed.node); i != FormattingList::none)
                m_formatting.remove(i);
        }
        if (closed.is(Marking))
            m_formatting.clearToLastMarker();
        if (closed.name == Name::Template)
            m_templateModes.pop_back();
        changesMode |= closed.is(ElementClass(TablePart | EndsTableScope)) || closed.name == Name::Frameset;
    }
    if (changesMode)
        resetInsertionMode();
}

AttributeData TreeBuilder::dataOf(const Attribute &attribute)
{
    AttributeData data(attribute.name, AttributeNamespace::None);
    data.value = textOf(attribute.value);
    data.valueSource = attribute.valueSource;
    if (attribute.nameSource.size() == m_builder.document().nameText(attribute.name).size()) // no NUL in it
        data.nameBegin = attribute.nameSource.begin;
    return data;
}

void TreeBuilder::addAttributes(NodeIndex element)
{
    for (const Attribute &attribute : m_tokenizer.attributes())
        m_builder.addAttribute(element, dataOf(attribute));
}

/// A second <html> or <body> tag gives its element the attributes that it doesn't have yet.
void TreeBuilder::addMissingAttributes(LateAttributes &late, NodeIndex element)
{
    const auto isNew = [&late](Name name) {
        if (late.has.size() <= std::size_t(name))
            late.has.resize(std::size_t(name) + 1);
        const bool had = late.has[std::size_t(name)];
        late.has[std::size_t(name)] = true;
        return !had;
    };
    if (late.element != element) {
        late.element = element;
        const Node node(m_builder.document(), element);
        for (qsizetype i = 0; i < node.attributeCount(); ++i)
            isNew(node.attributeAt(i).nameId());
    }
    for (const Attribute &attribute : m_tokenizer.attributes()) {
        if (isNew(attribute.name))
            late.added.push_back(dataOf(attribute));
    }
}

/// §13.2.6.2 "generic raw text element parsing algorithm" and its RCDATA brother; scripts too.
void TreeBuilder::insertRawText(const Token &tag, Tokenizer::State state)
{
    insertHtmlElement(tag);
    m_tokenizer.setState(state, knownNameText(tag.name));
    m_originalMode = m_mode;
    m_mode = Mode::Text;
}

/// §13.2.6.1 "insert a character", a run of them.
void TreeBuilder::insertCharacters(const Token &token)
{
    const Place place = appropriatePlace();
    if (place.parent != m_builder.documentNode())
        m_builder.insertText(place.parent, place.before, textOf(token.text), token.source);
}

void TreeBuilder::insertComment(const Token &token)
{
    const Place place = appropriatePlace();
    m_builder.insert(place.parent, m_builder.createComment(textOf(token.text), token.source), place.before);
}

void TreeBuilder::insertComment(const Token &token, NodeIndex parent)
{
    m_builder.append(parent, m_builder.createComment(textOf(token.text), token.source));
}

bool TreeBuilder::isSpace(const Token &token) const
{
    return std::ranges::all_of(m_tokenizer.text(token.text), isAsciiSpace);
}

bool TreeBuilder::hasSpace(const Token &token) const
{
    return std::ranges::any_of(m_tokenizer.text(token.text), isAsciiSpace);
}

/// Cuts the white space that the characters begin with; true if that was all.
bool TreeBuilder::skipSpace(Token &token)
{
    const quint32 size = token.text.size;
    while (token.text.size != 0 && isAsciiSpace(m_tokenizer.text(token.text).front())) {
        ++token.text.offset;
        --token.text.size;
    }
    if (token.text.size != size) // what is left is as the source has it
        token.source.begin = token.source.end - token.text.size;
    return token.text.size == 0;
}

/// The same, and inserts it.
bool TreeBuilder::insertSpace(Token &token)
{
    Token space = token;
    const bool isAll = skipSpace(token);
    space.text.size -= token.text.size;
    if (!isAll)
        space.source.end = token.source.begin;
    if (space.text.size != 0)
        insertCharacters(space);
    return isAll;
}

/// Inserts the white space among the characters, and nothing else of them.
void TreeBuilder::insertOnlySpace(const Token &token)
{
    Token rest = token;
    while (!insertSpace(rest)) {
        while (rest.text.size != 0 && !isAsciiSpace(m_tokenizer.text(rest.text).front())) {
            ++rest.text.offset;
            --rest.text.size;
        }
        rest.source.begin = std::max(rest.source.begin, rest.source.end - rest.text.size);
    }
}

void TreeBuilder::pop()
{
    const OpenElements::Entry &entry = m_open.top();
    if (entry.is(Formatting))
        m_formatting.noteClosed(entry.node);
    if (entry.isHtml(Name::Option) && !m_selectedContents.isEmpty()) [[unlikely]]
        noteOptionPopped(entry.node);
    m_open.pop();
}

void TreeBuilder::popTo(int size)
{
    while (m_open.size() > size)
        pop();
}

/// Pops up to and with entry `i`; if the token is its end tag, that is where the element ends in the source. Implied end tags
/// (§13.2.6.3) need not be generated before that: they would be popped all the same.
void TreeBuilder::closeThrough(int i, const Token &token)
{
    const OpenElements::Entry &entry = m_open.at(i);
    if (token.type == Token::Type::EndTag && token.name == entry.name)
        m_builder.setEndTag(entry.node, token.source);
    popTo(i - 1);
}

/// §13.2.6.3
void TreeBuilder::generateImpliedEndTags(Name except)
{
    while (m_open.top().is(ImpliedEnd) && m_open.top().name != except)
        pop();
}

/// "If the stack of open elements has a p element in button scope, then close a p element."
void TreeBuilder::closeParagraphInButtonScope(const Token &token)
{
    if (m_open.isInButtonScope(Name::P))
        closeThrough(Name::P, token);
}

/// "Clear the stack back to a table (table body, table row) context": to one of these, a template or the root.
void TreeBuilder::clearBackTo(Name context, Name context2, Name context3)
{
    const auto isContext = [&](const OpenElements::Entry &entry) {
        return entry.ns == Namespace::Html
            && (entry.name == context || (context2 != Name::None && entry.name == context2)
                || (context3 != Name::None && entry.name == context3) || entry.name == Name::Template
                || entry.name == Name::Html);
    };
    while (!isContext(m_open.top()))
        pop();
}

} // namespace creel::html
