#pragma once

#include "base/expected.h"
#include "parse/documentdata.h"
#include "parse/growingarray.h"

#include <QByteArray>
#include <QString>

namespace creel {

class JsonDocument;

enum class JsonKind : quint8 { None, Null, False, True, Number, String, Array, Object };

/// Where a text is no JSON, and how.
struct JsonError {
    qsizetype offset = 0; ///< in bytes; the size of the text when it ends too early
    qsizetype line = 1;   ///< from 1; a line ends with LF, CR or CR LF
    qsizetype column = 1; ///< from 1, in characters (code points)
    QString message;      ///< a sentence for people: what was expected there
};

/// A place in a JsonDocument's array of values; 0 is none. Values are numbered as they are written (pre-order): those inside of
/// a value follow it without a gap.
using JsonIndex = quint32;

struct JsonNodeData {
    quint32 begin; ///< the bytes of the value, from quote to quote and from bracket to bracket
    quint32 end;
    JsonIndex next;   ///< the first value behind it and all that is in it
    JsonIndex parent; ///< 0 for the root
    quint32 key;      ///< in an object: the offset of its name's first quote; in an array: its place, from 0
};

/// A pointer to a value, with manners: everything may be asked of a null JsonNode, and the answer is null, empty or none. A value
/// of 16 bytes, valid until its JsonDocument is moved or dies.
class JsonNode
{
public:
    JsonNode() noexcept = default;
    JsonNode(const JsonDocument &document, JsonIndex index)
        : m_document(index ? &document : nullptr), m_index(index) { }

    explicit operator bool() const { return m_index; }
    JsonIndex index() const { return m_index; }
    const JsonDocument &document() const { return *m_document; } ///< of a null node there is none
    JsonKind kind() const;
    bool isStructured() const { return kind() >= JsonKind::Array; }

    SourceRange source() const;     ///< the bytes of the value
    QByteArrayView written() const; ///< the same bytes: a number as it is spelled, an object as it is laid out
    QByteArray string() const;      ///< of a String: its characters, unescaped, valid UTF-8; else null
    /// What a person wants to read of it: the characters of a String, else what is written.
    QByteArray text() const;

    // As a member of an object or an element of an array.
    SourceRange nameSource() const; ///< with its quotes; empty where there is none
    QByteArray name() const;        ///< unescaped; null of what is no member
    bool isNamed(QByteArrayView name) const;
    qint64 place() const; ///< from 0; -1 of what is no element

    // The tree. Walks by these take constant stack on any tree.
    JsonNode parent() const;
    JsonNode firstChild() const;
    JsonNode nextSibling() const;
    qsizetype childCount() const; ///< linear

    friend bool operator==(const JsonNode &, const JsonNode &) = default;

private:
    const JsonNodeData &data() const;
    QByteArrayView rawName() const;

    const JsonDocument *m_document = nullptr;
    JsonIndex m_index = 0;
};

/// A JSON text (RFC 8259) as a tree over its bytes. Beside Qt's own and the libraries' for extraction: numbers stay as they are
/// spelled, members in their order with the repeated ones, each value knows its bytes, and no depth is too deep.
///
/// Strict, but for what RFC 8259 leaves to readers: a BOM in front is skipped (§8.1); bytes that are no UTF-8 are taken inside of
/// strings, and they and escapes of lone surrogates are read as U+FFFD (§8.2); names may repeat (§4): all members are kept.
///
/// Reading and walking is linear, without recursion; 20 bytes a value beside the source. Made once, then fixed: any number
/// of threads may read. Movable; JsonNodes don't survive the move.
class JsonDocument
{
public:
    static constexpr qsizetype maxBytes = qsizetype(1) << 31;
    static constexpr qsizetype defaultMaxValues = 12'000'000; ///< 240 MB

    static Expected<JsonDocument, JsonError> parse(const QByteArray &utf8, qsizetype maxValues = defaultMaxValues);

    JsonDocument(JsonDocument &&) noexcept = default;
    JsonDocument &operator=(JsonDocument &&) noexcept = default;
    Q_DISABLE_COPY(JsonDocument)

    JsonNode root() const { return {*this, 1}; } ///< never null
    const QByteArray &source() const { return m_source; }
    qsizetype valueCount() const { return qsizetype(m_nodes.size()) - 1; }
    const JsonNodeData &node(JsonIndex index) const { return m_nodes[index]; }
    JsonKind kind(JsonIndex index) const;
    /// Whether what stands between the quotes means other characters than its bytes: escapes, or bytes that are no UTF-8.
    bool needsDecoding(QByteArrayView inQuotes) const { return !m_isValidUtf8 || inQuotes.contains('\\'); }

private:
    JsonDocument() = default;

    QByteArray m_source;
    GrowingArray<JsonNodeData> m_nodes; ///< [0] is none
    bool m_isValidUtf8 = true;
};

} // namespace creel
