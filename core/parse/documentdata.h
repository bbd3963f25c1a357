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
    AttributeData(Name name, AttributeNamespace ns) : m_name(quint32(name) | quint32(ns) << 30) { }
    Name name() const { return Name(m_name & 0x3FFFFFFF); }
    AttributeNamespace ns() const { return AttributeNamespace(m_name >> 30); }

    TextRef value;
    SourceRange valueSource;          ///< without the quotes
    quint32 nameBegin = unknownPlace; ///< where the name stands in the source; it is as long there as it is here

private:
    quint32 m_name = 0;
};

struct ElementData {
    Name name = Name::None;
    quint32 firstAttribute = 0; ///< an element's attributes stand side by side; clones share them
    quint32 attributeCount = 0;
    SourceRange startTag, endTag; ///< from '<' to behind '>'
};

struct CharacterData {
    TextRef text;
    SourceRange source; ///< a comment's with its delimiters
};

/// One node: 48 bytes. Links are indexes; siblings are a list whose `previous` goes round, so that a first child knows
/// the last one.
struct NodeData {
    NodeIndex parent = 0;
    NodeIndex firstChild = 0;
    NodeIndex next = 0;
    NodeIndex previous = 0;
    NodeKind kind = NodeKind::None;
    Namespace ns = Namespace::Html;
    bool hasContents = false; ///< a template element: its one child is its TemplateContents
    union {
        ElementData element;
        CharacterData characters;
    };

    constexpr NodeData() : element() { }
    constexpr explicit NodeData(NodeKind k) : kind(k), element() { }
};
static_assert(sizeof(NodeData) == 48 && sizeof(AttributeData) == 24);

/// <!DOCTYPE name PUBLIC "publicId" "systemId">; ids are null where they are missing.
struct Doctype {
    QByteArray name, publicId, systemId;
};

} // namespace creel
