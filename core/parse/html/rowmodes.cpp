// The insertion modes of row groups, rows and cells (§13.2.6.4.13–15).

#include "parse/html/treebuilder.h"

namespace creel::html {

using enum Name;
using enum Token::Type;

/// §13.2.6.4.13 The "in table body" insertion mode
TreeBuilder::Then TreeBuilder::inTableBody(Token &token)
{
    const auto leave = [&token, this] { // the current node is one of the three then
        clearBackTo(Tbody, Tfoot, Thead);
        closeThrough(m_open.size(), token);
        m_mode = Mode::InTable;
    };
    const auto isInBody = [this] {
        return m_open.isInTableScope(Tbody) || m_open.isInTableScope(Thead) || m_open.isInTableScope(Tfoot);
    };
    if (token.type == StartTag) {
        switch (token.name) {
        case Tr:
            clearBackTo(Tbody, Tfoot, Thead);
            insertHtmlElement(token);
            m_mode = Mode::InRow;
            return Then::NextToken;
        case Th:
        case Td:
            clearBackTo(Tbody, Tfoot, Thead);
            insertImplied(Tr);
            m_mode = Mode::InRow;
            return Then::Reprocess;
        case Caption:
        case Col:
        case Colgroup:
        case Tbody:
        case Tfoot:
        case Thead:
            if (!isInBody())
                return Then::NextToken;
            leave();
            return Then::Reprocess;
        default:
            break;
        }
    } else if (token.type == EndTag) {
        switch (token.name) {
        case Tbody:
        case Tfoot:
        case Thead:
            if (m_open.isInTableScope(token.name))
                leave();
            return Then::NextToken;
        case Table:
            if (!isInBody())
                return Then::NextToken;
            leave();
            return Then::Reprocess;
        case Body:
        case Caption:
        case Col:
        case Colgroup:
        case Html:
        case Td:
        case Th:
        case Tr:
            return Then::NextToken;
        default:
            break;
        }
    }
    return inTable(token);
}

/// §13.2.6.4.14 The "in row" insertion mode
TreeBuilder::Then TreeBuilder::inRow(Token &token)
{
    const auto leave = [&token, this] {
        if (!m_open.isInTableScope(Tr))
            return false;
        clearBackTo(Tr);
        closeThrough(m_open.size(), token);
        m_mode = Mode::InTableBody;
        return true;
    };
    if (token.type == StartTag) {
        switch (token.name) {
        case Th:
        case Td:
            clearBackTo(Tr);
            insertHtmlElement(token);
            m_mode = Mode::InCell;
            m_formatting.pushMarker();
            return Then::NextToken;
        case Caption:
        case Col:
        case Colgroup:
        case Tbody:
        case Tfoot:
        case Thead:
        case Tr:
            return leave() ? Then::Reprocess : Then::NextToken;
        default:
            break;
        }
    } else if (token.type == EndTag) {
        switch (token.name) {
        case Tr:
            leave();
            return Then::NextToken;
        case Table:
            return leave() ? Then::Reprocess : Then::NextToken;
        case Tbody:
        case Tfoot:
        case Thead:
            return m_open.isInTableScope(token.name) && leave() ? Then::Reprocess : Then::NextToken;
        case Body:
        case Caption:
        case Col:
        case Colgroup:
        case Html:
        case Td:
        case Th:
            return Then::NextToken;
        default:
            break;
        }
    }
    return inTable(token);
}

/// §13.2.6.4.15 The "in cell" insertion mode
TreeBuilder::Then TreeBuilder::inCell(Token &token)
{
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
            closeCell(token);
            return Then::Reprocess;
        default:
            break;
        }
    } else if (token.type == EndTag) {
        switch (token.name) {
        case Td:
        case Th:
            if (m_open.isInTableScope(token.name)) {
                closeThrough(token.name, token);
                m_formatting.clearToLastMarker();
                m_mode = Mode::InRow;
            }
            return Then::NextToken;
        case Body:
        case Caption:
        case Col:
        case Colgroup:
        case Html:
            return Then::NextToken;
        case Table:
        case Tbody:
        case Tfoot:
        case Thead:
        case Tr:
            if (!m_open.isInTableScope(token.name))
                return Then::NextToken;
            closeCell(token);
            return Then::Reprocess;
        default:
            break;
        }
    }
    return inBody(token);
}

/// "Close the cell"
void TreeBuilder::closeCell(const Token &token)
{
    closeThrough(std::max(m_open.lastOf(Td), m_open.lastOf(Th)), token);
    m_formatting.clearToLastMarker();
    m_mode = Mode::InRow;
}

} // namespace creel::html
