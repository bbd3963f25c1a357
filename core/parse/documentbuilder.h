#pragma once

#include "parse/document.h"

namespace creel {

/// Writes a Document: what every parser builds with. Nodes are created loose and then put into the tree; any of them may be
/// moved again (the standard's foster parenting and adoption agency). Everything takes constant time, but for appendText's copy.
class DocumentBuilder
{
public:
    static constexpr qsizetype maxSourceBytes = qsizetype(1) << 30; ///< of 32-bit offsets, half is for changed texts

    /// `utf8` is valid UTF-8 and at most maxSourceBytes long.
    explicit DocumentBuilder(QByteArray utf8);

    NodeIndex documentNode() const { return 1; }
    /// The document as it stands now; the builder is done.
    Document take() { return std::move(m_document); }

    // Names and texts.
    Name intern(QByteArrayView name);
    /// A text whose place is the source at `sourceOffset`: a view of it where the bytes there are the same, else a copy.
    TextRef hold(QByteArrayView text, quint32 sourceOffset);
    TextRef store(QByteArrayView text);

    // Nodes.
    NodeIndex createElement(Name name, Namespace ns, SourceRange startTag);
    void addAttribute(NodeIndex element, const AttributeData &attribute);
    void setEndTag(NodeIndex element, SourceRange endTag) { m_document.m_nodes[element].element.endTag = endTag; }
    /// Makes `element` a template that holds a TemplateContents, and returns that.
    NodeIndex createTemplateContents(NodeIndex element);
    NodeIndex createText(TextRef text, SourceRange source) { return createCharacters(NodeKind::Text, text, source); }
    NodeIndex createComment(TextRef text, SourceRange source)
    {
        return createCharacters(NodeKind::Comment, text, source);
    }
    NodeIndex createDoctype(Doctype doctype);
    void setQuirksMode(QuirksMode mode) { m_document.m_quirksMode = mode; }

    // The tree. `child` is loose before.
    void append(NodeIndex parent, NodeIndex child) { insert(parent, child, 0); }
    void insert(NodeIndex parent, NodeIndex child, NodeIndex before); ///< `before` 0: at the end
    /// Text joins a text that is the last child already (HTML §13.2.6.1 "insert a character").
    void appendText(NodeIndex parent, TextRef text, SourceRange source);
    void remove(NodeIndex child); ///< loose again, with its subtree

private:
    NodeIndex create(NodeKind kind);
    NodeIndex createCharacters(NodeKind kind, TextRef text, SourceRange source);
    TextRef joined(TextRef first, TextRef second);

    Document m_document;
};

} // namespace creel
