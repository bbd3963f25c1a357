#pragma once

#include "parse/documentdata.h"

#include <array>

namespace creel::html {

/// What the rules of tree construction tell elements by. Bits.
enum ElementClass : quint16 {
    Special = 1,           ///< §13.2.4.2 "special"
    EndsScope = 2,         ///< §13.2.4.2 ends the search of "has an element in scope", and of the two scopes below
    EndsListItemScope = 4, ///< … of "in list item scope" as well
    EndsButtonScope = 8,   ///< … of "in button scope" as well
    EndsTableScope = 16,   ///< ends that of "in table scope"
    Formatting = 32,       ///< §13.2.4.2 "formatting"
    ImpliedEnd = 64,       ///< §13.2.6.3 "generate implied end tags"
    FosterParenting = 128, ///< §13.2.6.1: what would come in here by mistake is put before the table
    TablePart = 256,       ///< caption, colgroup, row groups, rows and cells: the table modes count on these being open
    Marking = 512,         ///< puts a marker into the list of active formatting elements (§13.2.4.3)
    HtmlIntegration = 1024,     ///< §13.2.6.5 HTML integration point
    MathTextIntegration = 2048, ///< §13.2.6.5 MathML text integration point
};

constexpr std::array<quint16, std::size_t(Name::KnownCount)> makeHtmlClasses()
{
    std::array<quint16, std::size_t(Name::KnownCount)> classes{};
    const auto add = [&classes](unsigned bits, auto... names) {
        ((classes[std::size_t(names)] = quint16(classes[std::size_t(names)] | bits)), ...);
    };
    using enum Name;
    add(Special, Address, Applet, Area, Article, Aside, Base, Basefont, Bgsound, Blockquote, Body, Br, Button, Caption,
        Center, Col, Colgroup, Dd, Details, Dir, Div, Dl, Dt, Embed, Fieldset, Figcaption, Figure, Footer, Form, Frame,
        Frameset, H1, H2, H3, H4, H5, H6, Head, Header, Hgroup, Hr, Html, Iframe, Img, Input, Keygen, Li, Link, Listing,
        Main, Marquee, Menu, Meta, Nav, Noembed, Noframes, Noscript, Object, Ol, P, Param, Plaintext, Pre, Script,
        Search, Section, Select, Source, Style, Summary, Table, Tbody, Td, Template, Textarea, Tfoot, Th, Thead, Title,
        Tr, Track, Ul, Wbr, Xmp);
    add(EndsScope, Applet, Caption, Html, Table, Td, Th, Marquee, Object, Select, Template);
    add(EndsListItemScope, Ol, Ul);
    add(EndsButtonScope, Button);
    add(EndsTableScope, Html, Table, Template);
    add(Formatting, A, B, Big, Code, Em, Font, I, Nobr, S, Small, Strike, Strong, Tt, U);
    add(ImpliedEnd, Dd, Dt, Li, Optgroup, Option, P, Rb, Rp, Rt, Rtc);
    add(FosterParenting, Table, Tbody, Tfoot, Thead, Tr);
    add(TablePart, Caption, Col, Colgroup, Tbody, Td, Tfoot, Th, Thead, Tr);
    add(Marking, Applet, Caption, Marquee, Object, Td, Template, Th);
    return classes;
}

inline constexpr std::array<quint16, std::size_t(Name::KnownCount)> htmlClasses = makeHtmlClasses();

constexpr quint16 classesOf(Namespace ns, Name name)
{
    if (ns == Namespace::Html) [[likely]]
        return name < Name::KnownCount ? htmlClasses[std::size_t(name)] : quint16(0);
    using enum Name;
    if (ns == Namespace::Svg)
        return name == ForeignObject || name == Desc || name == Title ? Special | EndsScope | HtmlIntegration : 0;
    if (name == Mi || name == Mo || name == Mn || name == Ms || name == Mtext)
        return Special | EndsScope | MathTextIntegration;
    return name == AnnotationXml ? Special | EndsScope : 0;
}

constexpr bool isHeading(Name name) { return name >= Name::H1 && name <= Name::H6; }
static_assert(quint32(Name::H6) - quint32(Name::H1) == 5);

} // namespace creel::html
