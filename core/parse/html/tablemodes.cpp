// The insertion modes of tables, their captions and columns (§13.2.6.4.9–12).

#include "parse/ascii.h"
#include "parse/html/treebuilder.h"

#include <algorithm>

namespace creel::html {

using enum Name;
using enum Token::Type;

/// §13.2.6.4.9 The "in table" insertion mode
TreeBuilder::Then TreeBuilder::inTable(Token &token)
{
    switch (token.type) {
    case Characters:
    case NullCharacters:
        if (!m_open.top().is(FosterParenting) && !m_open.top().isHtml(Template))
            break;
        m_tableText.clear();
        m_isTableTextSpace = true;
        m_originalMode = m_mode;
        m_mode = Mode::InTableText;
        return Then::Reprocess;
    case Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        switch (token.name) {
        case Caption:
            clearBackTo(Table);
            m_formatting.pushMarker();
            insertHtmlElement(token);
            m_mode = Mode::InCaption;
            return Then::NextToken;
        case Colgroup:
            clearBackTo(Table);
            insertHtmlElement(token);
            m_mode = Mode::InColumnGroup;
            return Then::NextToken;
        case Col:
            clearBackTo(Table);
            insertImplied(Colgroup);
            m_mode = Mode::InColumnGroup;
            return Then::Reprocess;
        case Tbody:
        case Tfoot:
        case Thead:
            clearBackTo(Table);
            insertHtmlElement(token);
            m_mode = Mode::InTableBody;
            return Then::NextToken;
        case Td:
        case Th:
        case Tr:
            clearBackTo(Table);
            insertImplied(Tbody);
            m_mode = Mode::InTableBody;
            return Then::Reprocess;
        case Table:
            if (!m_open.isInTableScope(Table))
                return Then::NextToken;
            closeThrough(Table, token);
            resetInsertionMode();
            return Then::Reprocess;
        case Style:
        case Script:
        case Template:
            return inHead(token);
        case Input: {
            const auto isHiddenType = [this](const Attribute &attribute) {
                return attribute.name == Type && equalsIgnoringAsciiCase(m_tokenizer.text(attribute.value), "hidden");
            };
            const auto attributes = m_tokenizer.attributes();
            if (std::none_of(attributes.begin(), attributes.end(), isHiddenType))
                break;
            insertVoid(token);
            return Then::NextToken;
        }
        case Form:
            if (!m_open.has(Template) && !m_form) {
                m_form = insertHtmlElement(token);
                pop();
            }
            return Then::NextToken;
        default:
            break;
        }
        break;
    case EndTag:
        switch (token.name) {
        case Table:
            if (!m_open.isInTableScope(Table))
                return Then::NextToken;
            closeThrough(Table, token);
            resetInsertionMode();
            return Then::NextToken;
        case Body:
        case Caption:
        case Col:
        case Colgroup:
        case Html:
        case Tbody:
        case Td:
        case Tfoot:
        case Th:
        case Thead:
        case Tr:
            return Then::NextToken;
        case Template:
            return inHead(token);
        default:
            break;
        }
        break;
    case EndOfFile:
        return inBody(token);
    }
    return inTableAnythingElse(token);
}

TreeBuilder::Then TreeBuilder::inTableAnythingElse(Token &token)
{
    m_isFosterParenting = true;
    const Then then = inBody(token);
    m_isFosterParenting = false;
    return then;
}

/// §13.2.6.4.10 The "in table text" insertion mode
TreeBuilder::Then TreeBuilder::inTableText(Token &token)
{
    if (token.type == NullCharacters)
        return Then::NextToken;
    if (token.type == Characters) {
        m_isTableTextSpace = m_isTableTextSpace && isSpace(token);
        m_tableText.push_back({textOf(token.text), token.source});
        return Then::NextToken;
    }
    if (!m_tableText.empty() && !m_isTableTextSpace) { // as inTableAnythingElse(), for characters
        m_isFosterParenting = true;
        reconstructFormatting();
        m_isFramesetOk = false;
    }
    const Place place = appropriatePlace();
    for (const PendingText &text : m_tableText)
        m_builder.insertText(place.parent, place.before, text.text, text.source);
    m_isFosterParenting = false;
    m_mode = m_originalMode;
    return Then::Reprocess;
}

/// §13.2.6.4.11 The "in caption" insertion mode
TreeBuilder::Then TreeBuilder::inCaption(Token &token)
{
    const auto closeCaption = [&token, this] {
        if (!m_open.isInTableScope(Caption))
            return false;
        closeThrough(Caption, token);
        m_formatting.clearToLastMarker();
        m_mode = Mode::InTable;
        return true;
    };
    if (token.type == StartTag) {
        switch (token.name) {
        case Caption:
        case Col:
        case Colgroup:
        case Tbody:
        case Td:
        case Tfoot:
        case Th:
        case Thead:
        case Tr:
            return closeCaption() ? Then::Reprocess : Then::NextToken;
        default:
            break;
        }
    } else if (token.type == EndTag) {
        switch (token.name) {
        case Caption:
            closeCaption();
            return Then::NextToken;
        case Table:
            return closeCaption() ? Then::Reprocess : Then::NextToken;
        case Body:
        case Col:
        case Colgroup:
        case Html:
        case Tbody:
        case Td:
        case Tfoot:
        case Th:
        case Thead:
        case Tr:
            return Then::NextToken;
        default:
            break;
        }
    }
    return inBody(token);
}

/// §13.2.6.4.12 The "in column group" insertion mode
TreeBuilder::Then TreeBuilder::inColumnGroup(Token &token)
{
    switch (token.type) {
    case Characters:
        if (insertSpace(token))
            return Then::NextToken;
        break;
    case Comment:
        insertComment(token);
        return Then::NextToken;
    case Token::Type::Doctype:
        return Then::NextToken;
    case StartTag:
        if (token.name == Html)
            return inBody(token);
        if (token.name == Template)
            return inHead(token);
        if (token.name == Col) {
            insertVoid(token);
            return Then::NextToken;
        }
        break;
    case EndTag:
        if (token.name == Colgroup) {
            if (m_open.top().isHtml(Colgroup)) {
                closeThrough(m_open.size(), token);
                m_mode = Mode::InTable;
            }
            return Then::NextToken;
        }
        if (token.name == Template)
            return inHead(token);
        if (token.name == Col)
            return Then::NextToken;
        break;
    case EndOfFile:
        return inBody(token);
    default:
        break;
    }
    if (!m_open.top().isHtml(Colgroup)) { // a template, or a fragment: only white space gets in
        if (token.type == Characters)
            insertOnlySpace(token);
        return Then::NextToken;
    }
    pop();
    m_mode = Mode::InTable;
    return Then::Reprocess;
}

} // namespace creel::html
