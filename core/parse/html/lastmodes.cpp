// The insertion modes of templates, of framesets, and after the body (§13.2.6.4.16–21).

#include "parse/html/treebuilder.h"

namespace creel::html {

using enum Name;
using enum Token::Type;

/// §13.2.6.4.16 The "in template" insertion mode
TreeBuilder::Then TreeBuilder::inTemplate(Token &token)
{
    const auto goOnIn = [this](Mode mode) {
        m_templateModes.back() = mode;
        m_mode = mode;
        return Then::Reprocess;
    };
    switch (token.type) {
    case Characters:
    case NullCharacters:
    case Comment:
    case Token::Type::Doctype:
        return inBody(token);
    case StartTag:
        switch (token.name) {
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
        case Caption:
        case Colgroup:
        case Tbody:
        case Tfoot:
        case Thead:
            return goOnIn(Mode::InTable);
        case Col:
            return goOnIn(Mode::InColumnGroup);
        case Tr:
            return goOnIn(Mode::InTableBody);
        case Td:
        case Th:
            return goOnIn(Mode::InRow);
        default:
            return goOnIn(Mode::InBody);
        }
    case EndTag:
        return token.name == Template ? inHead(token) : Then::NextToken;
    case EndOfFile:
        if (!m_open.has(Template)) { // a fragment
            stopParsing();
            return Then::NextToken;
        }
        endTemplate(token);
        return Then::Reprocess;
    }
    Q_UNREACHABLE();
}

/// §13.2.6.4.17 The "after body" insertion mode
TreeBuilder::Then TreeBuilder::afterBody(Token &token)
{
    switch (token.type) {
    case Characters:
        if (isSpace(token))
            return inBody(token);
        break;
    case Comment:
        insertComment(token, m_open.at(1).node);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        break;
    case EndTag:
        if (token.name != Html)
            break;
        if (!m_isFragment) {
            m_builder.setEndTag(m_open.at(1).node, token.source);
            m_mode = Mode::AfterAfterBody;
        }
        return Then::NextToken;
    case EndOfFile:
        stopParsing();
        return Then::NextToken;
    default:
        break;
    }
    m_mode = Mode::InBody;
    return Then::Reprocess;
}

/// §13.2.6.4.18 The "in frameset" insertion mode
TreeBuilder::Then TreeBuilder::inFrameset(Token &token)
{
    switch (token.type) {
    case Characters:
        insertOnlySpace(token);
        break;
    case Comment:
        insertComment(token);
        break;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        if (token.name == Noframes)
            return inHead(token);
        if (token.name == Frameset)
            insertHtmlElement(token);
        else if (token.name == Frame)
            insertVoid(token);
        break;
    case EndTag:
        if (token.name != Frameset || m_open.size() == 1)
            break;
        closeThrough(m_open.size(), token);
        if (!m_isFragment && !m_open.top().isHtml(Frameset))
            m_mode = Mode::AfterFrameset;
        break;
    case EndOfFile:
        stopParsing();
        break;
    default:
        break;
    }
    return Then::NextToken;
}

/// §13.2.6.4.19 The "after frameset" insertion mode
TreeBuilder::Then TreeBuilder::afterFrameset(Token &token)
{
    switch (token.type) {
    case Characters:
        insertOnlySpace(token);
        break;
    case Comment:
        insertComment(token);
        break;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        if (token.name == Noframes)
            return inHead(token);
        break;
    case EndTag:
        if (token.name != Html)
            break;
        m_builder.setEndTag(m_open.at(1).node, token.source);
        m_mode = Mode::AfterAfterFrameset;
        break;
    case EndOfFile:
        stopParsing();
        break;
    default:
        break;
    }
    return Then::NextToken;
}

/// §13.2.6.4.20 The "after after body" insertion mode
TreeBuilder::Then TreeBuilder::afterAfterBody(Token &token)
{
    switch (token.type) {
    case Comment:
        insertComment(token, m_builder.documentNode());
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case Characters:
        if (isSpace(token))
            return inBody(token);
        break;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        break;
    case EndOfFile:
        stopParsing();
        return Then::NextToken;
    default:
        break;
    }
    m_mode = Mode::InBody;
    return Then::Reprocess;
}

/// §13.2.6.4.21 The "after after frameset" insertion mode
TreeBuilder::Then TreeBuilder::afterAfterFrameset(Token &token)
{
    switch (token.type) {
    case Comment:
        insertComment(token, m_builder.documentNode());
        break;
    case Characters:
        if (hasSpace(token)) { // as in body
            reconstructFormatting();
            insertOnlySpace(token);
        }
        break;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        if (token.name == Noframes)
            return inHead(token);
        break;
    case EndOfFile:
        stopParsing();
        break;
    default:
        break;
    }
    return Then::NextToken;
}

} // namespace creel::html
