// The "in body" insertion mode (§13.2.6.4.7) but for its end tags, and the "text" insertion mode (§13.2.6.4.8).

#include "parse/ascii.h"
#include "parse/html/treebuilder.h"

namespace creel::html {

using enum Name;

TreeBuilder::Then TreeBuilder::inBody(Token &token)
{
    switch (token.type) {
    case Token::Type::Characters:
        reconstructFormatting();
        insertCharacters(token);
        if (m_isFramesetOk && !isSpace(token))
            m_isFramesetOk = false;
        return Then::NextToken;
    case Token::Type::NullCharacters:
    case Token::Type::Doctype:
        return Then::NextToken;
    case Token::Type::Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::StartTag:
        return inBodyStartTag(token);
    case Token::Type::EndTag:
        return inBodyEndTag(token);
    case Token::Type::EndOfFile:
        if (!m_templateModes.empty())
            return inTemplate(token);
        stopParsing();
        return Then::NextToken;
    }
    Q_UNREACHABLE();
}

TreeBuilder::Then TreeBuilder::inBodyStartTag(Token &token)
{
    switch (token.name) {
    case Html:
        if (!m_open.has(Template))
            addMissingAttributes(m_lateHtml, m_open.at(1).node);
        break;
    case Base:
    case Basefont:
    case Bgsound:
    case Link:
    case Meta:
    case Noframes:
    case Script:
    case Style:
    case Template:
    case Title:
        return inHead(token);
    case Body:
        if (m_open.size() < 2 || !m_open.at(2).isHtml(Body) || m_open.has(Template))
            break;
        m_isFramesetOk = false;
        addMissingAttributes(m_lateBody, m_open.at(2).node);
        break;
    case Frameset:
        startFrameset(token);
        break;
    case Address:
    case Article:
    case Aside:
    case Blockquote:
    case Center:
    case Details:
    case Dialog:
    case Dir:
    case Div:
    case Dl:
    case Fieldset:
    case Figcaption:
    case Figure:
    case Footer:
    case Header:
    case Hgroup:
    case Main:
    case Menu:
    case Nav:
    case Ol:
    case P:
    case Search:
    case Section:
    case Summary:
    case Ul:
        closeParagraphInButtonScope(token);
        insertHtmlElement(token);
        break;
    case H1:
    case H2:
    case H3:
    case H4:
    case H5:
    case H6:
        closeParagraphInButtonScope(token);
        if (m_open.top().ns == Namespace::Html && isHeading(m_open.top().name))
            pop();
        insertHtmlElement(token);
        break;
    case Pre:
    case Listing:
        closeParagraphInButtonScope(token);
        insertHtmlElement(token);
        m_skipsLineFeed = true;
        m_isFramesetOk = false;
        break;
    case Form: {
        const bool hasTemplate = m_open.has(Template);
        if (m_form && !hasTemplate)
            break;
        closeParagraphInButtonScope(token);
        const NodeIndex form = insertHtmlElement(token);
        if (!hasTemplate)
            m_form = form;
        break;
    }
    case Li:
    case Dd:
    case Dt:
        startListItem(token);
        break;
    case Plaintext:
        closeParagraphInButtonScope(token);
        insertHtmlElement(token);
        m_tokenizer.setState(Tokenizer::State::Plaintext);
        break;
    case Button:
        if (m_open.isInScope(Button))
            closeThrough(Button, token);
        reconstructFormatting();
        insertHtmlElement(token);
        m_isFramesetOk = false;
        break;
    case A:
    case B:
    case Big:
    case Code:
    case Em:
    case Font:
    case I:
    case Nobr:
    case S:
    case Small:
    case Strike:
    case Strong:
    case Tt:
    case U:
        startFormatting(token);
        break;
    case Applet:
    case Marquee:
    case Object:
        reconstructFormatting();
        insertHtmlElement(token);
        m_formatting.pushMarker();
        m_isFramesetOk = false;
        break;
    case Table:
        if (m_builder.document().quirksMode() != QuirksMode::Quirks)
            closeParagraphInButtonScope(token);
        insertHtmlElement(token);
        m_isFramesetOk = false;
        m_mode = Mode::InTable;
        break;
    case Area:
    case Br:
    case Embed:
    case Img:
    case Keygen:
    case Wbr:
        reconstructFormatting();
        insertVoid(token);
        m_isFramesetOk = false;
        break;
    case Input:
        startInput(token);
        break;
    case Param:
    case Source:
    case Track:
        insertVoid(token);
        break;
    case Hr:
        closeParagraphInButtonScope(token);
        if (m_open.isInScope(Select))
            generateImpliedEndTags();
        insertVoid(token);
        m_isFramesetOk = false;
        break;
    case Image: // "Change the token's tag name to img and reprocess it. (Don't ask.)"
        token.name = Img;
        return Then::Reprocess;
    case Textarea:
        insertRawText(token, Tokenizer::State::Rcdata);
        m_skipsLineFeed = true;
        m_isFramesetOk = false;
        break;
    case Xmp:
        closeParagraphInButtonScope(token);
        reconstructFormatting();
        m_isFramesetOk = false;
        insertRawText(token, Tokenizer::State::Rawtext);
        break;
    case Iframe:
        m_isFramesetOk = false;
        insertRawText(token, Tokenizer::State::Rawtext);
        break;
    case Noembed: // noscript is any other start tag: scripting is disabled
        insertRawText(token, Tokenizer::State::Rawtext);
        break;
    case Select:
        startSelect(token);
        break;
    case Optgroup:
    case Option:
        startOption(token);
        break;
    case Rb:
    case Rtc:
        if (m_open.isInScope(Ruby))
            generateImpliedEndTags();
        insertHtmlElement(token);
        break;
    case Rp:
    case Rt:
        if (m_open.isInScope(Ruby))
            generateImpliedEndTags(Rtc);
        insertHtmlElement(token);
        break;
    case Math:
        reconstructFormatting();
        insertForeignElement(token, Namespace::MathMl);
        break;
    case Svg:
        reconstructFormatting();
        insertForeignElement(token, Namespace::Svg);
        break;
    case Caption:
    case Col:
    case Colgroup:
    case Frame:
    case Head:
    case Tbody:
    case Td:
    case Tfoot:
    case Th:
    case Thead:
    case Tr:
        break;
    default:
        reconstructFormatting();
        insertHtmlElement(token);
        break;
    }
    return Then::NextToken;
}

void TreeBuilder::startFrameset(const Token &token)
{
    if (!m_isFramesetOk || m_open.size() < 2 || !m_open.at(2).isHtml(Body))
        return;
    if (const NodeIndex body = m_open.at(2).node; m_builder.document().node(body).parent)
        m_builder.remove(body);
    popTo(1);
    insertHtmlElement(token);
    m_mode = Mode::InFrameset;
}

/// li, dd and dt: one that is open ends, unless something special but address, div or p lies between.
void TreeBuilder::startListItem(const Token &token)
{
    m_isFramesetOk = false;
    for (int i = m_open.size(); i > 0; --i) {
        const OpenElements::Entry &node = m_open.at(i);
        if (token.name == Li ? node.isHtml(Li) : node.isHtml(Dd) || node.isHtml(Dt)) {
            closeThrough(i, token);
            break;
        }
        if (node.is(Special) && !node.isHtml(Address) && !node.isHtml(Div) && !node.isHtml(P))
            break;
    }
    closeParagraphInButtonScope(token);
    insertHtmlElement(token);
}

void TreeBuilder::startFormatting(const Token &token)
{
    if (token.name == A) {
        if (const std::size_t i = m_formatting.lastOf(A); i != FormattingList::none) {
            const NodeIndex link = m_formatting[i].node;
            runAdoptionAgency(token, A);
            if (const std::size_t left = m_formatting.indexOf(link); left != FormattingList::none)
                m_formatting.remove(left);
            if (const int left = m_open.indexOf(link, A))
                m_open.remove(left);
        }
    }
    reconstructFormatting();
    if (token.name == Nobr && m_open.isInScope(Nobr)) {
        runAdoptionAgency(token, Nobr);
        reconstructFormatting();
    }
    const NodeIndex element = insertHtmlElement(token);
    m_formatting.push({element, token.name, true, sameAsHash(element)});
}

void TreeBuilder::startInput(const Token &token)
{
    if (m_isFragment && m_context.isHtml(Select))
        return;
    if (m_open.isInScope(Select))
        closeThrough(Select, token);
    reconstructFormatting();
    const NodeIndex input = insertHtmlElement(token);
    pop();
    if (!equalsIgnoringAsciiCase(Node(m_builder.document(), input).attribute(Type), "hidden"))
        m_isFramesetOk = false;
}

/// Since 2025 a select may hold nearly anything: the standard has no "in select" insertion mode any more.
void TreeBuilder::startSelect(const Token &token)
{
    if (m_isFragment && m_context.isHtml(Select))
        return;
    if (m_open.isInScope(Select)) {
        closeThrough(Select, token);
        return;
    }
    reconstructFormatting();
    insertHtmlElement(token);
    m_isFramesetOk = false;
}

void TreeBuilder::startOption(const Token &token)
{
    if (m_open.isInScope(Select))
        generateImpliedEndTags(token.name == Option ? Optgroup : None);
    else if (m_open.top().isHtml(Option))
        pop();
    reconstructFormatting();
    insertHtmlElement(token);
}

/// §13.2.6.4.8 The "text" insertion mode
TreeBuilder::Then TreeBuilder::text(Token &token)
{
    if (token.type == Token::Type::Characters) {
        insertCharacters(token);
        return Then::NextToken;
    }
    closeThrough(m_open.size(), token);
    m_mode = m_originalMode;
    return token.type == Token::Type::EndOfFile ? Then::Reprocess : Then::NextToken;
}

} // namespace creel::html
