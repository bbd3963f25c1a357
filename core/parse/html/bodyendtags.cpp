// The end tags of the "in body" insertion mode (§13.2.6.4.7).

#include "parse/html/treebuilder.h"

namespace creel::html {

using enum Name;

TreeBuilder::Then TreeBuilder::inBodyEndTag(Token &token)
{
    switch (token.name) {
    case Template:
        return inHead(token);
    case Body:
    case Html:
        if (!m_open.isInScope(Body))
            break;
        m_mode = Mode::AfterBody;
        if (token.name == Html)
            return Then::Reprocess;
        m_builder.setEndTag(m_open.at(m_open.lastOf(Body)).node, token.source);
        break;
    case Address:
    case Article:
    case Aside:
    case Blockquote:
    case Button:
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
    case Listing:
    case Main:
    case Menu:
    case Nav:
    case Ol:
    case Pre:
    case Search:
    case Section:
    case Select:
    case Summary:
    case Ul:
    case Dd:
    case Dt:
        if (m_open.isInScope(token.name))
            closeThrough(token.name, token);
        break;
    case Form:
        endForm(token);
        break;
    case P:
        if (!m_open.isInButtonScope(P)) {
            limitDepth(P);
            insertImplied(P);
        }
        closeThrough(P, token);
        break;
    case Li:
        if (m_open.isInListItemScope(Li))
            closeThrough(Li, token);
        break;
    case H1:
    case H2:
    case H3:
    case H4:
    case H5:
    case H6: {
        int last = 0; // any of the six is closed by any of them
        for (const auto heading : {H1, H2, H3, H4, H5, H6})
            last = std::max(last, m_open.lastOf(heading));
        if (last != 0 && last >= m_open.top().scope)
            closeThrough(last, token);
        break;
    }
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
        runAdoptionAgency(token, token.name);
        break;
    case Applet:
    case Marquee:
    case Object:
        if (!m_open.isInScope(token.name))
            break;
        closeThrough(token.name, token);
        m_formatting.clearToLastMarker();
        break;
    case Br: // as a start tag, which has no attributes then
        reconstructFormatting();
        insertImplied(Br);
        pop();
        m_isFramesetOk = false;
        break;
    default:
        anyOtherEndTag(token);
        break;
    }
    return Then::NextToken;
}

void TreeBuilder::endForm(const Token &token)
{
    if (m_open.has(Template)) {
        if (m_open.isInScope(Form))
            closeThrough(Form, token);
        return;
    }
    const NodeIndex form = m_form;
    m_form = 0;
    const int i = form ? m_open.indexOf(form, Form) : 0;
    if (i == 0 || i < m_open.top().scope)
        return;
    m_builder.setEndTag(form, token.source);
    generateImpliedEndTags();
    m_open.remove(i); // what is open in it stays open
}

/// Closes the nearest element of that name, unless a special one lies between.
void TreeBuilder::anyOtherEndTag(const Token &token)
{
    const int i = m_open.lastOf(token.name);
    if (i != 0 && i >= m_open.top().special)
        closeThrough(i, token);
}

} // namespace creel::html
