// html::Tokenizer in each of its states: tokens are what token.h says, and their sources follow one another.
// Input: a byte (bits 0–2: the first state; bit 3: CDATA sections are allowed; bit 4: start tags change the state, as the tree
// builder has it), then the page.

#include "targets.h"

#include "parse/ascii.h"
#include "parse/html/tokenizer.h"

#include <set>

namespace creel::fuzz {
namespace {

using html::Token;
using html::Tokenizer;
using State = Tokenizer::State;

bool contains(SourceRange outer, SourceRange inner)
{
    return outer.begin <= inner.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

bool hasCapitals(QByteArrayView text)
{
    return std::any_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

class Check
{
public:
    Check(const QByteArray &page, uchar setting) : m_page(page), m_tokenizer(page, m_names), m_feedsBack(setting & 16)
    {
        static constexpr State states[] = {State::Data,      State::Rcdata,       State::Rawtext, State::ScriptData,
                                           State::Plaintext, State::CdataSection, State::Data,    State::ScriptData};
        static constexpr const char *endTags[] = {"", "title", "style", "script", "", "", "", ""};
        m_tokenizer.setState(states[setting & 7], endTags[setting & 7]);
        m_tokenizer.setCdataAllowed(setting & 8);
    }

    void run()
    {
        const auto size = quint32(m_page.size());
        for (qsizetype left = m_page.size() + 2;; --left) {
            require(left > 0, "a page has no more tokens than bytes");
            const Token &token = m_tokenizer.next();
            require(token.source.begin >= m_at && token.source.end >= token.source.begin && token.source.end <= size,
                    "tokens follow one another");
            checkGap(m_page.sliced(m_at, token.source.begin - m_at), token.type == Token::Type::EndOfFile);
            m_at = token.source.end;
            if (token.type == Token::Type::EndOfFile)
                break;
            require(!token.source.isEmpty(), "a token takes bytes");
            check(token);
        }
        require(m_at == size, "the end of the file is at the end of the file");
        require(m_tokenizer.next().type == Token::Type::EndOfFile, "the end stays the end");
    }

private:
    /// What no token comes of: §13.2.5.7 </>, the marks of a CDATA section, and a tag that the file ends in.
    void checkGap(QByteArrayView gap, bool atEnd)
    {
        while (!gap.isEmpty()) {
            const QByteArrayView known = gap.startsWith("</>") ? "</>"
                : gap.startsWith("]]>")                        ? "]]>"
                : gap.startsWith("<![CDATA[")                  ? "<![CDATA["
                                                               : "";
            const bool isTag = gap.front() == '<' && gap.size() > 1;
            require(!known.isEmpty() || (atEnd && isTag), "only marks are between tokens");
            gap = known.isEmpty() ? QByteArrayView() : gap.sliced(known.size());
        }
    }

    QByteArrayView checkText(const Token &token, TextRef ref)
    {
        const QByteArrayView text = m_tokenizer.text(ref);
        if (m_tokenizer.isInSource(ref) && ref.size > 0) {
            require(contains(token.source, {ref.offset, ref.offset + ref.size}), "a text is inside its token");
            require(!text.contains('\r'), "line ends are normalized");
        }
        return text;
    }

    void check(const Token &token)
    {
        const QByteArrayView text = checkText(token, token.text);
        switch (token.type) {
        case Token::Type::Characters:
            require(!text.isEmpty() && !text.contains('\0'), "characters are some, and not NUL");
            break;
        case Token::Type::NullCharacters:
            require(!text.isEmpty() && text.count('\0') == text.size(), "NUL characters are NUL");
            break;
        case Token::Type::StartTag:
            checkTag(token, text, "<");
            checkAttributes(token);
            feedBack(token);
            break;
        case Token::Type::EndTag:
            checkTag(token, text, "</");
            break;
        case Token::Type::Comment:
            require(!text.contains('\0'), "a comment has no NUL");
            break;
        case Token::Type::Doctype:
            require(token.hasName || text.isEmpty(), "a missing name is empty");
            require(!hasCapitals(text), "a DOCTYPE's name is in lower case");
            checkText(token, token.publicId);
            checkText(token, token.systemId);
            break;
        case Token::Type::EndOfFile:
            break;
        }
    }

    void checkTag(const Token &token, QByteArrayView name, QByteArrayView opening)
    {
        const QByteArrayView source =
            QByteArrayView(m_page).sliced(token.source.begin, token.source.end - token.source.begin);
        require(source.startsWith(opening) && source.endsWith('>'), "a tag is from < to >");
        require(!name.isEmpty() && isAsciiAlpha(name.front()), "a tag's name begins with a letter");
        require(!hasCapitals(name) && !name.contains('\0'), "a tag's name is in lower case");
        require(token.name == m_names.find(name), "a tag knows its name");
    }

    void checkAttributes(const Token &token)
    {
        std::set<QByteArray> names;
        for (const html::Attribute &attribute : m_tokenizer.attributes()) {
            const QByteArrayView name = m_names.text(attribute.name), value = checkText(token, attribute.value);
            require(!name.isEmpty() && !hasCapitals(name) && !name.contains('\0'),
                    "an attribute's name is in lower case");
            require(names.insert(name.toByteArray()).second, "attributes don't repeat");
            require(contains(token.source, attribute.nameSource), "attributes are inside their tag");
            require(attribute.valueSource.isEmpty() || contains(token.source, attribute.valueSource),
                    "values are inside their tag");
            require(!attribute.nameSource.isEmpty(), "an attribute's name takes bytes");
            require(value.isEmpty() || attribute.nameSource.end < attribute.valueSource.begin,
                    "a value is behind its name");
            checkValue(attribute);
        }
    }

    void checkValue(const html::Attribute &attribute)
    {
        const TextRef ref = attribute.value;
        if (!m_tokenizer.isInSource(ref) || ref.size == 0)
            return;
        // All of it, but for the CR of a first CR LF.
        require(ref.offset + ref.size == attribute.valueSource.end, "a value in the source goes to its end");
        const quint32 before = ref.offset - attribute.valueSource.begin;
        require(before == 0 || (before == 1 && m_page[attribute.valueSource.begin] == '\r'),
                "a value in the source is all of it");
    }

    void feedBack(const Token &token)
    {
        if (!m_feedsBack)
            return;
        switch (token.name) {
        case Name::Title:
        case Name::Textarea:
            m_tokenizer.setState(State::Rcdata, knownNameText(token.name));
            break;
        case Name::Style:
        case Name::Xmp:
        case Name::Iframe:
            m_tokenizer.setState(State::Rawtext, knownNameText(token.name));
            break;
        case Name::Script:
            m_tokenizer.setState(State::ScriptData, "script");
            break;
        case Name::Plaintext:
            m_tokenizer.setState(State::Plaintext);
            break;
        default:
            m_tokenizer.setCdataAllowed(token.name == Name::Svg);
        }
    }

    const QByteArray &m_page;
    NameTable m_names;
    Tokenizer m_tokenizer;
    bool m_feedsBack;
    quint32 m_at = 0;
};

} // namespace

void tokenizer(QByteArrayView input)
{
    const uchar setting = takeByte(input);
    const ExactBytes page(input);
    const QByteArray bytes = page.array();
    Check(bytes, setting).run();
}

} // namespace creel::fuzz
