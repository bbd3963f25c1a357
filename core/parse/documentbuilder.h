#pragma once

#include "parse/document.h"

#include <QHash>

#include <vector>

namespace creel {

/// Writes a Document: what every parser builds with. Nodes are created loose and then put into the tree; any of them may be
/// moved again (the standard's foster parenting and adoption agency). Everything takes constant time on the average, but for
/// copies of texts, and those are linear in what is written.
class DocumentBuilder
{
public:
    static constexpr qsizetype maxSourceBytes = qsizetype(1) << 30; ///< 32-bit offsets have room for changed texts, too

    /// `utf8` is valid UTF-8 and at most maxSourceBytes long.
    explicit DocumentBuilder(QByteArray utf8);

    NodeIndex documentNode() const { return 1; }
    const Document &document() const { return m_document; } ///< as it stands now
    /// The document as it stands now; the builder is done.
    Document take();
    /// A number ran out: names or texts are missing from now on. Takes a source of some hundred megabytes.
    bool isFull() const { return m_isFull || m_document.m_names.isFull(); }

    // Names and texts.
    NameTable &names() { return m_document.m_names; }
    Name intern(QByteArrayView name) { return names().intern(name); }
    /// A text whose place is the source at `sourceOffset`: a view of it where the bytes there are the same, else a copy.
    TextRef hold(QByteArrayView text, quint32 sourceOffset);
    TextRef store(QByteArrayView text);

    // Nodes.
    NodeIndex createElement(Name name, Namespace ns, SourceRange startTag);
    NodeIndex cloneElement(NodeIndex element); ///< as its start tag makes it: without children and end tag
    /// Copies of all that is below `node`, as deep as it goes; the uppermost ones, loose, in their order.
    std::vector<NodeIndex> cloneChildren(NodeIndex node);
    void addAttribute(NodeIndex element, const AttributeData &attribute);
    void setEndTag(NodeIndex element, SourceRange endTag) { writable(element).endTag = endTag; }
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
    /// Text joins a text that stands right before it (HTML §13.2.6.1 "insert a character").
    void insertText(NodeIndex parent, NodeIndex before, TextRef text, SourceRange source);
    void appendText(NodeIndex parent, TextRef text, SourceRange source) { insertText(parent, 0, text, source); }
    void remove(NodeIndex child);                    ///< loose again, with its subtree
    void moveChildren(NodeIndex from, NodeIndex to); ///< behind those that are there

private:
    NodeIndex create(const NodeData &node);
    NodeIndex createCharacters(NodeKind kind, TextRef text, SourceRange source);
    ElementData &writable(NodeIndex element);
    void write(NodeIndex characters, const CharacterData &data);
    TextRef joined(NodeIndex node, TextRef first, TextRef second);

    Document m_document;
    QHash<NodeIndex, quint32> m_rooms; ///< texts that moved more than once: where the room ends that they may grow into
    bool m_isFull = false;
};

} // namespace creel
