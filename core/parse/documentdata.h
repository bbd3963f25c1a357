#pragma once

#include "parse/names.h"

#include <QByteArray>

namespace creel {

/// A node's place in its document; 0 is no node.
using NodeIndex = quint32;

enum class NodeKind : quint8 { None, Document, Doctype, Element, Text, Comment, TemplateContents };
enum class Namespace : quint8 { Html, Svg, MathMl };
enum class AttributeNamespace : quint8 { None, XLink, Xml, Xmlns };
enum class QuirksMode : quint8 { NoQuirks, LimitedQuirks, Quirks };

/// Bytes [begin, end) of Document::source(). Empty where there are none: a tag that the parser put in by itself.
struct SourceRange {
    quint32 begin = 0;
    quint32 end = 0;
    bool isEmpty() const { return begin == end; }
    quint32 size() const { return end - begin; }
    friend bool operator==(const SourceRange &, const SourceRange &) = default;
};

/// A text of the document. Offsets below the source's size point into the source; those from there on point into the
/// texts that the parser had to change (character references, NUL, line ends) and so has written down anew.
struct TextRef {
    quint32 offset = 0;
    quint32 size = 0;
};

/// One attribute: 24 bytes.
struct AttributeData {
    static constexpr quint32 unknownPlace = ~quint32(0);

    AttributeData() = default;
    AttributeData(Name name, AttributeNamespace ns) { setName(name, ns); }
    void setName(Name name, AttributeNamespace ns) { m_name = quint32(name) | quint32(ns) << 30; }
    Name name() const { return Name(m_name & 0x3FFFFFFF); }
    AttributeNamespace ns() const { return AttributeNamespace(m_name >> 30); }

    TextRef value;
    SourceRange valueSource;          ///< without the quotes
    quint32 nameBegin = unknownPlace; ///< where the name stands in the source; it is as long there as it is here

private:
    quint32 m_name = 0;
};

/// What an element has beside its name and its place in the tree.
struct ElementData {
    quint32 firstAttribute = 0; ///< an element's attributes stand side by side; clones share them
    quint32 attributeCount = 0;
    SourceRange startTag, endTag; ///< from '<' to behind '>'
};

struct CharacterData {
    TextRef text;
    SourceRange source; ///< a comment's with its delimiters
};

/// One node: 24 bytes, so that a page full of nothing but tags takes a small multiple of its size. Siblings are a list whose
/// `previous` goes round, so that a first child knows the last one.
///
/// Most nodes say all there is in these bytes; they are compact. An element is when it has no attributes, no end tag, and a
/// start tag of `<`, its name and `>`: `place` is where that begins. A text is when it is as the source has it: `place` and `size`
/// are where. What the others have to say stands in a table of the document, at `place`.
struct NodeData {
    static constexpr quint32 nowhere = ~quint32(0); ///< the place of a compact element that the parser put in by itself

    NodeIndex parent = 0;
    NodeIndex next = 0;
    NodeIndex previous = 0;
    union {
        NodeIndex firstChild = 0;
        quint32 size; ///< of a compact text, which has no children
    };
    quint32 place = nowhere;

    NodeData() : NodeData(NodeKind::None) { }
    explicit NodeData(NodeKind kind, Namespace ns = Namespace::Html, Name name = Name::None)
        : m_name(quint32(name) & 0xFFFFFF), m_kind(quint32(kind) & 7), m_ns(quint32(ns) & 3), m_isCompact(1),
          m_hasContents(0)
    {
    }

    NodeKind kind() const { return NodeKind(m_kind); }
    Namespace ns() const { return Namespace(m_ns); }
    Name name() const { return Name(m_name); } ///< of an element
    bool isElement() const { return kind() == NodeKind::Element; }
    bool isCharacters() const { return kind() == NodeKind::Text || kind() == NodeKind::Comment; }
    bool isCompact() const { return m_isCompact != 0; }
    void setCompact(bool compact) { m_isCompact = compact ? 1 : 0; }
    /// A template element: its one child is its TemplateContents.
    bool hasContents() const { return m_hasContents != 0; }
    void setHasContents() { m_hasContents = 1; }
    NodeIndex child() const { return isCharacters() ? 0 : firstChild; }

private:
    quint32 m_name : 24;
    quint32 m_kind : 3;
    quint32 m_ns : 2;
    quint32 m_isCompact : 1;
    quint32 m_hasContents : 1;
};
static_assert(sizeof(NodeData) == 24 && sizeof(AttributeData) == 24);

/// <!DOCTYPE name PUBLIC "publicId" "systemId">; ids are null where they are missing.
struct Doctype {
    QByteArray name, publicId, systemId;
};

} // namespace creel
