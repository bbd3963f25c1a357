#include "parse/visibletext.h"

#include "parse/ascii.h"

#include <array>

namespace creel {
namespace {

using NameSet = std::array<bool, size_t(Name::KnownCount)>;

template <class... Names>
constexpr NameSet nameSet(Names... names)
{
    NameSet set{};
    ((set[size_t(names)] = true), ...);
    return set;
}

bool contains(const NameSet &set, Name name) { return name < Name::KnownCount && set[size_t(name)]; }

// HTML §15.3.1 hidden elements, and those whose content is for browsers that can't show the element itself.
constexpr NameSet hiddenHtml = [] {
    using enum Name;
    return nameSet(Area, Audio, Base, Basefont, Datalist, Head, Iframe, Link, Meta, Noembed, Noframes, Object, Param,
                   Rp, Script, Style, Template, Title, Video);
}();

// SVG 2 §5.6: never rendered.
constexpr NameSet hiddenSvg = [] {
    using enum Name;
    return nameSet(ClipPath, Defs, Desc, LinearGradient, Mask, Metadata, Pattern, RadialGradient, Script, Style, Symbol,
                   Title);
}();

// HTML §15.3.2 to §15.3.13: everything whose display is not inline, and inline boxes that are no text (§15.4, §15.5).
constexpr NameSet separating = [] {
    using enum Name;
    return nameSet(Address, Applet, Article, Aside, Audio, Blockquote, Body, Br, Button, Canvas, Caption, Center, Col,
                   Colgroup, Dd, Details, Dialog, Dir, Div, Dl, Dt, Embed, Fieldset, Figcaption, Figure, Footer, Form,
                   Frame, Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, Iframe, Image, Img, Input,
                   Keygen, Legend, Li, Listing, Main, Marquee, Menu, Meter, Nav, Object, Ol, Optgroup, Option, Output,
                   P, Plaintext, Pre, Progress, Search, Section, Select, Summary, Svg, Table, Tbody, Td, Text, Textarea,
                   Tfoot, Th, Thead, Tr, Ul, Video, Xmp);
}();

/// Length of the white space character that `text` begins with; 0 when it begins with none. Unicode's White_Space.
qsizetype spaceLength(QByteArrayView text)
{
    const auto byteAt = [text](qsizetype i) { return i < text.size() ? uchar(text[i]) : 0; };
    switch (byteAt(0)) {
    case ' ':
    case '\t':
    case '\n':
    case '\v':
    case '\f':
    case '\r':
        return 1;
    case 0xC2: // U+0085, U+00A0
        return byteAt(1) == 0x85 || byteAt(1) == 0xA0 ? 2 : 0;
    case 0xE1: // U+1680
        return byteAt(1) == 0x9A && byteAt(2) == 0x80 ? 3 : 0;
    case 0xE2: // U+2000 … U+200A, U+2028, U+2029, U+202F, U+205F
        if (byteAt(1) == 0x80)
            return (byteAt(2) <= 0x8A || byteAt(2) == 0xA8 || byteAt(2) == 0xA9 || byteAt(2) == 0xAF) ? 3 : 0;
        return byteAt(1) == 0x81 && byteAt(2) == 0x9F ? 3 : 0;
    case 0xE3: // U+3000
        return byteAt(1) == 0x80 && byteAt(2) == 0x80 ? 3 : 0;
    default:
        return 0;
    }
}

} // namespace

bool hidesText(Node element)
{
    const Name name = element.nameId();
    if (element.ns() == Namespace::Svg)
        return contains(hiddenSvg, name);
    if (element.ns() == Namespace::MathMl)
        return name == Name::AnnotationXml || element.name() == "annotation";
    return contains(hiddenHtml, name) || element.hasAttribute(Name::Hidden)
        || (name == Name::Dialog && !element.hasAttribute(Name::Open));
}

bool separatesWords(Node element) { return contains(separating, element.nameId()); }

void WordCounter::add(QByteArrayView utf8)
{
    for (qsizetype i = 0; i < utf8.size();) {
        const auto byte = uchar(utf8[i]);
        if (byte > 0x20 && byte < 0x80) { // most bytes
            m_count += !m_inWord;
            m_inWord = true;
            ++i;
        } else if (const qsizetype space = spaceLength(utf8.sliced(i))) {
            m_inWord = false;
            i += space;
        } else {
            m_count += !m_inWord;
            m_inWord = true;
            ++i;
        }
    }
}

QString visibleText(Node root)
{
    QByteArray text;
    for (TreeWalk walk(root); walk; walk.advance()) {
        const Node node = walk.node();
        if (node.isText()) {
            if (walk.entering())
                text += node.characters();
        } else if (node.isElement()) {
            if (separatesWords(node))
                text += ' ';
            if (walk.entering() && hidesText(node))
                walk.skipChildren();
        }
    }
    return collapsed(text);
}

QString collapsed(QByteArrayView utf8)
{
    QByteArray out;
    out.reserve(utf8.size());
    for (const char c : utf8) {
        if (!isAsciiSpace(c))
            out += c;
        else if (!out.isEmpty() && out.back() != ' ')
            out += ' ';
    }
    if (out.endsWith(' '))
        out.chop(1);
    return out.isEmpty() ? QString(QLatin1StringView("")) : QString::fromUtf8(out);
}

} // namespace creel
