// The insertion modes up to the body (§13.2.6.4.1–6).

#include "parse/html/quirks.h"
#include "parse/html/treebuilder.h"

namespace creel::html {

using enum Name;
using enum Token::Type;

/// §13.2.6.4.1 The "initial" insertion mode
TreeBuilder::Then TreeBuilder::initial(Token &token)
{
    if (token.type == Characters && skipSpace(token))
        return Then::NextToken;
    if (token.type == Token::Type::Comment) {
        insertComment(token, m_builder.documentNode());
        return Then::NextToken;
    }
    m_mode = Mode::BeforeHtml;
    if (token.type != Token::Type::Doctype) {
        m_builder.setQuirksMode(QuirksMode::Quirks);
        return Then::Reprocess;
    }
    const auto textIf = [this](bool has, TextRef ref) {
        // Not null, even if it is empty.
        return has ? QByteArray(m_tokenizer.text(ref).data(), qsizetype(ref.size)) : QByteArray();
    };
    creel::Doctype doctype{textIf(token.hasName, token.text), textIf(token.hasPublicId, token.publicId),
                           textIf(token.hasSystemId, token.systemId)};
    m_builder.setQuirksMode(quirksModeOf(token.forceQuirks, doctype.name, doctype.publicId, doctype.systemId));
    m_builder.append(m_builder.documentNode(), m_builder.createDoctype(std::move(doctype)));
    return Then::NextToken;
}

/// §13.2.6.4.2 The "before html" insertion mode
TreeBuilder::Then TreeBuilder::beforeHtml(Token &token)
{
    const bool isHtmlTag = token.type == StartTag && token.name == Html;
    switch (token.type) {
    case Token::Type::Doctype:
        return Then::NextToken;
    case Token::Type::Comment:
        insertComment(token, m_builder.documentNode());
        return Then::NextToken;
    case Characters:
        if (skipSpace(token))
            return Then::NextToken;
        break;
    case EndTag:
        if (token.name != Head && token.name != Body && token.name != Html && token.name != Br)
            return Then::NextToken;
        break;
    default:
        break;
    }
    const NodeIndex html = m_builder.createElement(Html, Namespace::Html, isHtmlTag ? token.source : SourceRange());
    if (isHtmlTag)
        addAttributes(html);
    m_builder.append(m_builder.documentNode(), html);
    m_open.push(html, Namespace::Html, Html, classesOf(Namespace::Html, Html));
    m_mode = Mode::BeforeHead;
    return isHtmlTag ? Then::NextToken : Then::Reprocess;
}

/// §13.2.6.4.3 The "before head" insertion mode
TreeBuilder::Then TreeBuilder::beforeHead(Token &token)
{
    switch (token.type) {
    case Characters:
        if (skipSpace(token))
            return Then::NextToken;
        break;
    case Token::Type::Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        if (token.name != Head)
            break;
        m_head = insertHtmlElement(token);
        m_mode = Mode::InHead;
        return Then::NextToken;
    case EndTag:
        if (token.name != Head && token.name != Body && token.name != Html && token.name != Br)
            return Then::NextToken;
        break;
    default:
        break;
    }
    m_head = insertImplied(Head);
    m_mode = Mode::InHead;
    return Then::Reprocess;
}

/// §13.2.6.4.4 The "in head" insertion mode
TreeBuilder::Then TreeBuilder::inHead(Token &token)
{
    switch (token.type) {
    case Characters:
        if (insertSpace(token))
            return Then::NextToken;
        break;
    case Token::Type::Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        switch (token.name) {
        case Html:
            return inBody(token);
        case Base:
        case Basefont:
        case Bgsound:
        case Link:
        case Meta:
            insertVoid(token);
            return Then::NextToken;
        case Title:
            insertRawText(token, Tokenizer::State::Rcdata);
            return Then::NextToken;
        case Noframes:
        case Style:
            insertRawText(token, Tokenizer::State::Rawtext);
            return Then::NextToken;
        case Noscript: // scripting is disabled
            insertHtmlElement(token);
            m_mode = Mode::InHeadNoscript;
            return Then::NextToken;
        case Script:
            insertRawText(token, Tokenizer::State::ScriptData);
            return Then::NextToken;
        case Template:
            startTemplate(token);
            return Then::NextToken;
        case Head:
            return Then::NextToken;
        default:
            break;
        }
        break;
    case EndTag:
        switch (token.name) {
        case Head:
            closeThrough(m_open.size(), token);
            m_mode = Mode::AfterHead;
            return Then::NextToken;
        case Body:
        case Html:
        case Br:
            break;
        case Template:
            endTemplate(token);
            return Then::NextToken;
        default:
            return Then::NextToken;
        }
        break;
    default:
        break;
    }
    pop();
    m_mode = Mode::AfterHead;
    return Then::Reprocess;
}

void TreeBuilder::startTemplate(const Token &token)
{
    const NodeIndex element = insertHtmlElement(token);
    m_builder.createTemplateContents(element);
    m_formatting.pushMarker();
    m_isFramesetOk = false;
    m_mode = Mode::InTemplate;
    m_templateModes.push_back(Mode::InTemplate);
}

void TreeBuilder::endTemplate(const Token &token)
{
    if (!m_open.has(Template))
        return;
    closeThrough(Template, token);
    m_formatting.clearToLastMarker();
    m_templateModes.pop_back();
    resetInsertionMode();
}

/// §13.2.6.4.5 The "in head noscript" insertion mode
TreeBuilder::Then TreeBuilder::inHeadNoscript(Token &token)
{
    switch (token.type) {
    case Token::Type::Doctype:
        return Then::NextToken;
    case Characters:
        if (insertSpace(token))
            return Then::NextToken;
        break;
    case Token::Type::Comment:
        return inHead(token);
    case StartTag:
        switch (token.name) {
        case Html:
            return inBody(token);
        case Basefont:
        case Bgsound:
        case Link:
        case Meta:
        case Noframes:
        case Style:
            return inHead(token);
        case Head:
        case Noscript:
            return Then::NextToken;
        default:
            break;
        }
        break;
    case EndTag:
        if (token.name == Noscript) {
            closeThrough(m_open.size(), token);
            m_mode = Mode::InHead;
            return Then::NextToken;
        }
        if (token.name != Br)
            return Then::NextToken;
        break;
    default:
        break;
    }
    pop();
    m_mode = Mode::InHead;
    return Then::Reprocess;
}

/// §13.2.6.4.6 The "after head" insertion mode
TreeBuilder::Then TreeBuilder::afterHead(Token &token)
{
    switch (token.type) {
    case Characters:
        if (insertSpace(token))
            return Then::NextToken;
        break;
    case Token::Type::Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        switch (token.name) {
        case Html:
            return inBody(token);
        case Body:
            insertHtmlElement(token);
            m_isFramesetOk = false;
            m_mode = Mode::InBody;
            return Then::NextToken;
        case Frameset:
            insertHtmlElement(token);
            m_mode = Mode::InFrameset;
            return Then::NextToken;
        case Base:
        case Basefont:
        case Bgsound:
        case Link:
        case Meta:
        case Noframes:
        case Script:
        case Style:
        case Template:
        case Title: {
            m_open.push(m_head, Namespace::Html, Head, classesOf(Namespace::Html, Head));
            const Then then = inHead(token);
            m_open.remove(m_open.indexOf(m_head, Head));
            return then;
        }
        case Head:
            return Then::NextToken;
        default:
            break;
        }
        break;
    case EndTag:
        if (token.name == Template)
            return inHead(token);
        if (token.name != Body && token.name != Html && token.name != Br)
            return Then::NextToken;
        break;
    default:
        break;
    }
    insertImplied(Body);
    m_mode = Mode::InBody;
    return Then::Reprocess;
}

} // namespace creel::html
