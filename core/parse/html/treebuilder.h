#pragma once

#include "parse/documentbuilder.h"
#include "parse/html/formattinglist.h"
#include "parse/html/openelements.h"
#include "parse/html/parser.h"
#include "parse/html/tokenizer.h"

#include <vector>

namespace creel::html {

/// Tree construction (§13.2.6), scripting disabled: pulls the tokens of one page and builds its Document.
///
/// Beyond the standard, as browsers have it, two bounds keep any page linear. The stack of open elements holds maxOpenElements:
/// an element that would be deeper becomes the next sibling of those at that depth. And the elements that the parser makes up by
/// opening formatting elements again are counted: once there are more than real pages ever have, what is left open stays closed.
class TreeBuilder
{
public:
    static constexpr int maxOpenElements = 512;

    explicit TreeBuilder(const QByteArray &utf8);

    void beginFragment(const FragmentContext &context); ///< §13.4; before build()
    ParsedDocument build(const ParseBudget &budget);

private:
    enum class Mode : quint8 { // §13.2.4.1
        Initial,
        BeforeHtml,
        BeforeHead,
        InHead,
        InHeadNoscript,
        AfterHead,
        InBody,
        Text,
        InTable,
        InTableText,
        InCaption,
        InColumnGroup,
        InTableBody,
        InRow,
        InCell,
        InTemplate,
        AfterBody,
        InFrameset,
        AfterFrameset,
        AfterAfterBody,
        AfterAfterFrameset,
    };

    /// What becomes of the token after a rule was applied.
    enum class Then : bool { NextToken, Reprocess };

    /// What second <html> or <body> tags give their element. Put in at the end, all at once: the element's own move but once.
    struct LateAttributes {
        NodeIndex element = 0;
        std::vector<AttributeData> added;
        std::vector<bool> has; ///< by name, the element's own too
    };

    struct Place { // §13.2.6.1 "appropriate place for inserting a node"
        NodeIndex parent;
        NodeIndex before = 0; ///< 0: at the end
    };

    // treebuilder.cpp: the dispatcher (§13.2.6)
    void process(Token &token);
    bool isForHtmlRules(const Token &token) const;
    Then byMode(Token &token);
    void stopParsing();
    void resetInsertionMode(); // §13.2.4.1

    // insertion.cpp: creating and inserting nodes (§13.2.6.1–2)
    const OpenElements::Entry &adjustedCurrentNode() const;
    Place appropriatePlace(const OpenElements::Entry &target) const;
    Place appropriatePlace() const { return appropriatePlace(m_open.top()); }
    NodeIndex insideOf(const OpenElements::Entry &entry) const;
    TextRef textOf(TextRef ref);
    NodeIndex insertHtmlElement(const Token &tag, Name name);
    NodeIndex insertHtmlElement(const Token &tag) { return insertHtmlElement(tag, tag.name); }
    NodeIndex insertImplied(Name name);
    void insertVoid(const Token &tag) { insertHtmlElement(tag), pop(); }
    void insertRawText(const Token &tag, Tokenizer::State state);
    void insertCharacters(const Token &token);
    void insertComment(const Token &token);
    void insertComment(const Token &token, NodeIndex parent);
    void addAttributes(NodeIndex element);
    void addMissingAttributes(LateAttributes &late, NodeIndex element);
    AttributeData dataOf(const Attribute &attribute);
    void openElement(NodeIndex node, Namespace ns, Name name, quint16 classes);
    void limitDepth(Name name);

    // Characters.
    bool isSpace(const Token &token) const; ///< nothing but white space
    bool hasSpace(const Token &token) const;
    bool skipSpace(Token &token);
    bool insertSpace(Token &token);
    void insertOnlySpace(const Token &token);

    // Closing (§13.2.4.2, §13.2.6.3).
    void pop();
    void popTo(int size);
    void closeThrough(int i, const Token &token);
    void closeThrough(Name name, const Token &token) { closeThrough(m_open.lastOf(name), token); }
    void generateImpliedEndTags(Name except = Name::None);
    void closeParagraphInButtonScope(const Token &token);
    void clearBackTo(Name context, Name context2 = Name::None, Name context3 = Name::None);

    // headmodes.cpp (§13.2.6.4.1–6)
    Then initial(Token &token);
    Then beforeHtml(Token &token);
    Then beforeHead(Token &token);
    Then inHead(Token &token);
    void startTemplate(const Token &token);
    void endTemplate(const Token &token);
    Then inHeadNoscript(Token &token);
    Then afterHead(Token &token);

    // bodymode.cpp, bodyendtags.cpp (§13.2.6.4.7–8)
    Then inBody(Token &token);
    Then inBodyStartTag(Token &token);
    void startListItem(const Token &token);
    void startFrameset(const Token &token);
    void startFormatting(const Token &token);
    void startInput(const Token &token);
    void startSelect(const Token &token);
    void startOption(const Token &token);
    Then inBodyEndTag(Token &token);
    void endForm(const Token &token);
    void anyOtherEndTag(const Token &token);
    Then text(Token &token);

    // formatting.cpp (§13.2.4.3, §13.2.6.4.7 "adoption agency algorithm")
    void reconstructFormatting();
    quint64 sameAsHash(NodeIndex element) const;
    void runAdoptionAgency(const Token &token, Name subject);
    bool adopt(const Token &token, Name subject);
    NodeIndex cloneFormatting(NodeIndex element);

    // selectedcontent.cpp
    struct SelectedContent {
        NodeIndex element;         ///< 0: a disabled one
        bool hasSelection = false; ///< an option was selected already
    };
    void connectSelectedContent(NodeIndex element);
    Node selectOf(Node option) const;
    void noteOptionPopped(NodeIndex element);
    void showSelected(NodeIndex option, SelectedContent &content);

    // tablemodes.cpp (§13.2.6.4.9–12), rowmodes.cpp (§13.2.6.4.13–15)
    Then inTable(Token &token);
    Then inTableAnythingElse(Token &token);
    Then inTableText(Token &token);
    Then inCaption(Token &token);
    Then inColumnGroup(Token &token);
    Then inTableBody(Token &token);
    Then inRow(Token &token);
    Then inCell(Token &token);
    void closeCell(const Token &token);

    // lastmodes.cpp (§13.2.6.4.16–21)
    Then inTemplate(Token &token);
    Then afterBody(Token &token);
    Then inFrameset(Token &token);
    Then afterFrameset(Token &token);
    Then afterAfterBody(Token &token);
    Then afterAfterFrameset(Token &token);

    // foreigncontent.cpp (§13.2.6.5)
    Then foreignContent(Token &token);
    Then breakOutOfForeignContent(Token &token);
    Then foreignEndTag(Token &token);
    void addForeignAttribute(NodeIndex element, Namespace ns, const Attribute &attribute);
    void insertForeignElement(const Token &tag, Namespace ns);

    DocumentBuilder m_builder;
    Tokenizer m_tokenizer;
    OpenElements m_open;
    FormattingList m_formatting;
    std::vector<Mode> m_templateModes;
    Mode m_mode = Mode::Initial;
    Mode m_originalMode = Mode::Initial; ///< of the modes Text and InTableText
    NodeIndex m_head = 0;                ///< the head element pointer
    NodeIndex m_form = 0;                ///< the form element pointer
    bool m_isFramesetOk = true;
    bool m_isFosterParenting = false;
    bool m_skipsLineFeed = false; ///< the next token, if it is one (pre, listing, textarea)
    bool m_isDone = false;
    qsizetype m_clonesLeft;

    bool m_isFragment = false;
    OpenElements::Entry m_context; ///< of a fragment

    QHash<NodeIndex, SelectedContent> m_selectedContents; ///< by select

    struct PendingText {
        TextRef text;
        SourceRange source;
    };
    std::vector<PendingText> m_tableText; ///< "pending table character tokens"
    bool m_isTableTextSpace = true;

    LateAttributes m_lateHtml, m_lateBody;
};

} // namespace creel::html
