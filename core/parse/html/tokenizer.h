#pragma once

#include "parse/html/token.h"
#include "parse/nametable.h"

#include <QByteArray>
#include <QByteArrayView>

#include <span>
#include <vector>

namespace creel::html {

/// The tokenizer of the HTML standard, §13.2.5, for a tree builder with scripting disabled. Pulls: each
/// next() is one token. Takes any bytes, in linear time and without recursion; never fails. Line ends are normalized as in
/// §13.2.3.5 on the way. Parse errors change no token and are not told. Allocates nothing per token once its buffers are warm.
///
/// The states between which only a tag, comment, DOCTYPE or reference is read are labels in the functions below; what remains
/// from one token to the next are the states that read characters.
class Tokenizer
{
public:
    enum class State : quint8 { Data, Rcdata, Rawtext, ScriptData, Plaintext, CdataSection };

    /// `utf8` is as the decoder leaves it, without a byte order mark, at most DocumentBuilder::maxSourceBytes long, and outlives
    /// the tokenizer. The names of start tags and attributes are added to `names`.
    Tokenizer(QByteArrayView utf8, NameTable &names)
        : m_begin(utf8.data()), m_end(utf8.data() + utf8.size()), m_names(names), m_at(m_begin)
    {
    }

    /// The token, its texts and attributes() are good, and the token the caller's to change, until the next call. After EndOfFile: EndOfFile again.
    Token &next();

    /// Of the last token, if it is a start tag.
    std::span<const Attribute> attributes() const { return {m_attributes.begin(), m_attributes.end()}; }

    /// Offsets below the source's size point into the source; those from there on into texts that the standard changes
    /// (references, NUL, line ends, capitals), which are kept until next().
    QByteArrayView text(TextRef ref) const
    {
        const quint32 size = offsetOf(m_end);
        return {ref.offset < size ? m_begin + ref.offset : m_changed.constData() + (ref.offset - size),
                qsizetype(ref.size)};
    }
    bool isInSource(TextRef ref) const { return ref.offset < offsetOf(m_end); }

    /// What the tree builder says after a start tag (§13.2.6.2), or a fragment's context before the first token (§13.4). The
    /// Rcdata, Rawtext and ScriptData states end with the end tag `endTag`, which is in lower case and outlives the state
    /// (the standard's "appropriate end tag token"); never if it is empty.
    void setState(State state, QByteArrayView endTag = {});

    /// Whether <![CDATA[ begins a CDATA section: the adjusted current node is not in the HTML namespace (§13.2.5.42).
    void setCdataAllowed(bool allowed) { m_isCdataAllowed = allowed; }

private:
    // tokenizer.cpp
    template <State state>
    bool readText(const char *limit);
    bool readRawText();
    bool opensMarkup(const char *lessThan) const;
    Token &emit(Token::Type type, const char *begin, const char *end);
    quint32 offsetOf(const char *at) const { return quint32(at - m_begin); }
    TextRef refTo(const char *begin, const char *end) const { return {offsetOf(begin), quint32(end - begin)}; }
    TextRef changedFrom(qsizetype begin) const
    {
        return {offsetOf(m_end) + quint32(begin), quint32(m_changed.size() - begin)};
    }
    SourceRange rangeOf(const char *begin, const char *end) const { return {offsetOf(begin), offsetOf(end)}; }
    TextRef normalized(const char *begin, const char *end);

    // tagstates.cpp; false: nothing comes of it
    bool readMarkup();
    bool readTag(const char *at, Token::Type type);

    // attributes.cpp
    bool isRepeated(Name name);
    TextRef lowerCased(const char *begin, const char *end, unsigned classes);
    TextRef attributeValue(const char *begin, const char *end);

    // rawtextstates.cpp
    bool isAppropriateEndTag(const char *lessThan) const;
    const char *findEndOfRawText() const;
    const char *findEndOfScriptData() const;

    // commentstates.cpp
    bool readMarkupDeclaration();
    bool readComment(const char *data);
    bool readBogusComment(const char *data);

    // doctypestates.cpp
    bool readDoctype();

    const char *const m_begin;
    const char *const m_end;
    NameTable &m_names;
    const char *m_at;                ///< what next() begins with
    const char *m_textEnd = nullptr; ///< where the state that is not Data ends, once it is known
    State m_state = State::Data;
    bool m_isCdataAllowed = false;
    QByteArrayView m_endTag;
    Token m_token;
    GrowingArray<Attribute> m_attributes;
    quint32 m_tagNumber = 0;
    GrowingArray<quint32> m_tagOfName; ///< by name: the last tag with an attribute of that name
    QByteArray m_changed;
};

} // namespace creel::html
