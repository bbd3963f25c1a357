// Tree construction (§13.2.6): the dispatcher, and the insertion mode (§13.2.4.1).

#include "parse/html/treebuilder.h"

#include <ctime>

namespace creel::html {
namespace {

std::chrono::nanoseconds threadTime()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

} // namespace

TreeBuilder::TreeBuilder(const QByteArray &utf8)
    : m_builder(utf8), m_tokenizer(utf8, m_builder.names()), m_clonesLeft(utf8.size() / 16 + 10'000)
{
}

ParsedDocument TreeBuilder::build(const ParseBudget &budget)
{
    constexpr unsigned tokensPerLook = 1024;
    const std::chrono::nanoseconds end = threadTime() + budget.time;
    bool isSpent = budget.stop.stop_requested() || budget.time <= budget.time.zero();
    for (unsigned tokens = 1; !m_isDone && !isSpent; ++tokens) {
        m_tokenizer.setCdataAllowed(adjustedCurrentNode().ns != Namespace::Html);
        process(m_tokenizer.next());
        if (tokens % tokensPerLook == 0)
            isSpent =
                budget.stop.stop_requested() || m_builder.document().memory() > budget.memory || threadTime() > end;
    }
    for (const LateAttributes *late : {&m_lateHtml, &m_lateBody}) {
        for (const AttributeData &attribute : late->added)
            m_builder.addAttribute(late->element, attribute);
    }
    return {m_builder.take(), isSpent || m_builder.isFull()};
}

/// §13.4, steps 3 to 15
void TreeBuilder::beginFragment(const FragmentContext &context)
{
    m_isFragment = true;
    m_builder.setQuirksMode(context.quirksMode);
    m_context.name = m_builder.intern(context.name);
    m_context.ns = context.ns;
    m_context.classes = classesOf(context.ns, m_context.name);
    m_context.node = m_builder.createElement(m_context.name, context.ns, {});

    if (context.ns == Namespace::Html) {
        using enum Name;
        switch (m_context.name) { // no end tag is the appropriate one: no start tag was read
        case Title:
        case Textarea:
            m_tokenizer.setState(Tokenizer::State::Rcdata);
            break;
        case Style:
        case Xmp:
        case Iframe:
        case Noembed:
        case Noframes:
            m_tokenizer.setState(Tokenizer::State::Rawtext);
            break;
        case Script:
            m_tokenizer.setState(Tokenizer::State::ScriptData);
            break;
        case Plaintext:
            m_tokenizer.setState(Tokenizer::State::Plaintext);
            break;
        default:
            break;
        }
    }
    const NodeIndex root = m_builder.createElement(Name::Html, Namespace::Html, {});
    m_builder.append(m_builder.documentNode(), root);
    m_open.push(root, Namespace::Html, Name::Html, classesOf(Namespace::Html, Name::Html));
    if (m_context.isHtml(Name::Template))
        m_templateModes.push_back(Mode::InTemplate);
    resetInsertionMode();
    if (m_context.isHtml(Name::Form))
        m_form = m_context.node;
}

void TreeBuilder::process(Token &token)
{
    if (m_skipsLineFeed) {
        m_skipsLineFeed = false;
        if (token.type == Token::Type::Characters && m_tokenizer.text(token.text).startsWith('\n')) {
            ++token.text.offset;
            token.source.begin = token.source.end - --token.text.size;
            if (token.text.size == 0)
                return;
        }
    }
    Then then;
    do {
        then = isForHtmlRules(token) ? byMode(token) : foreignContent(token);
    } while (then == Then::Reprocess);
}

/// Which of the two sets of rules takes the token.
bool TreeBuilder::isForHtmlRules(const Token &token) const
{
    const OpenElements::Entry &node = adjustedCurrentNode();
    if (node.ns == Namespace::Html) [[likely]] // and where there is none yet
        return true;
    using enum Token::Type;
    const bool isStartTag = token.type == StartTag;
    const bool isText = token.type == Characters || token.type == NullCharacters;
    if (node.is(MathTextIntegration)
        && (isText || (isStartTag && token.name != Name::Mglyph && token.name != Name::Malignmark)))
        return true;
    if (node.name == Name::AnnotationXml && node.ns == Namespace::MathMl && isStartTag && token.name == Name::Svg)
        return true;
    return (node.is(HtmlIntegration) && (isText || isStartTag)) || token.type == EndOfFile;
}

TreeBuilder::Then TreeBuilder::byMode(Token &token)
{
    switch (m_mode) {
    case Mode::Initial:
        return initial(token);
    case Mode::BeforeHtml:
        return beforeHtml(token);
    case Mode::BeforeHead:
        return beforeHead(token);
    case Mode::InHead:
        return inHead(token);
    case Mode::InHeadNoscript:
        return inHeadNoscript(token);
    case Mode::AfterHead:
        return afterHead(token);
    case Mode::InBody:
        return inBody(token);
    case Mode::Text:
        return text(token);
    case Mode::InTable:
        return inTable(token);
    case Mode::InTableText:
        return inTableText(token);
    case Mode::InCaption:
        return inCaption(token);
    case Mode::InColumnGroup:
        return inColumnGroup(token);
    case Mode::InTableBody:
        return inTableBody(token);
    case Mode::InRow:
        return inRow(token);
    case Mode::InCell:
        return inCell(token);
    case Mode::InTemplate:
        return inTemplate(token);
    case Mode::AfterBody:
        return afterBody(token);
    case Mode::InFrameset:
        return inFrameset(token);
    case Mode::AfterFrameset:
        return afterFrameset(token);
    case Mode::AfterAfterBody:
        return afterAfterBody(token);
    case Mode::AfterAfterFrameset:
        return afterAfterFrameset(token);
    }
    Q_UNREACHABLE();
}

/// §13.2.7 The end
void TreeBuilder::stopParsing()
{
    popTo(0);
    m_isDone = true;
}

/// §13.2.4.1 "reset the insertion mode appropriately"
void TreeBuilder::resetInsertionMode()
{
    for (int i = m_open.size(); i > 0; --i) {
        const bool isLast = i == 1;
        const OpenElements::Entry &node = isLast && m_isFragment ? m_context : m_open.at(i);
        using enum Name;
        switch (node.ns == Namespace::Html ? node.name : None) {
        case Td:
        case Th:
            if (isLast)
                break;
            m_mode = Mode::InCell;
            return;
        case Tr:
            m_mode = Mode::InRow;
            return;
        case Tbody:
        case Thead:
        case Tfoot:
            m_mode = Mode::InTableBody;
            return;
        case Caption:
            m_mode = Mode::InCaption;
            return;
        case Colgroup:
            m_mode = Mode::InColumnGroup;
            return;
        case Table:
            m_mode = Mode::InTable;
            return;
        case Template:
            m_mode = m_templateModes.back();
            return;
        case Head:
            if (isLast)
                break;
            m_mode = Mode::InHead;
            return;
        case Body:
            m_mode = Mode::InBody;
            return;
        case Frameset:
            m_mode = Mode::InFrameset;
            return;
        case Html:
            m_mode = m_head ? Mode::AfterHead : Mode::BeforeHead;
            return;
        default:
            break;
        }
    }
    m_mode = Mode::InBody;
}

} // namespace creel::html
