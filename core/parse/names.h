#pragma once

#include <QByteArrayView>

namespace creel {

// The element and attribute names that code asks for by name. Names outside this list are as good in every way; they get
// numbers of their own in each document (Document::nameText). `X(Enumerator, "text")`, one line per initial.
// clang-format off
#define CREEL_NAMES(X) \
    X(A, "a") X(Abbr, "abbr") X(Accept, "accept") X(AcceptCharset, "accept-charset") X(AccessKey, "accesskey") \
    X(Acronym, "acronym") X(Action, "action") X(Address, "address") X(Align, "align") X(Alt, "alt") \
    X(AltGlyph, "altGlyph") X(AltGlyphDef, "altGlyphDef") X(AltGlyphItem, "altGlyphItem") X(Animate, "animate") \
    X(AnimateColor, "animateColor") X(AnimateMotion, "animateMotion") X(AnimateTransform, "animateTransform") \
    X(AnnotationXml, "annotation-xml") X(Applet, "applet") X(Area, "area") X(Article, "article") X(As, "as") \
    X(Aside, "aside") X(Async, "async") X(Audio, "audio") X(Autocomplete, "autocomplete") X(Autofocus, "autofocus") \
    X(B, "b") X(Base, "base") X(Basefont, "basefont") X(Bdi, "bdi") X(Bdo, "bdo") X(Bgsound, "bgsound") X(Big, "big") \
    X(Blink, "blink") X(Blockquote, "blockquote") X(Body, "body") X(Border, "border") X(Br, "br") X(Button, "button") \
    X(Canvas, "canvas") X(Caption, "caption") X(Center, "center") X(Charset, "charset") X(Checked, "checked") \
    X(Circle, "circle") X(Cite, "cite") X(Class, "class") X(ClipPath, "clipPath") X(Code, "code") X(Col, "col") \
    X(Colgroup, "colgroup") X(Color, "color") X(Colspan, "colspan") X(Content, "content") \
    X(Contenteditable, "contenteditable") X(Controls, "controls") X(Crossorigin, "crossorigin") \
    X(D, "d") X(Data, "data") X(Datalist, "datalist") X(Datetime, "datetime") X(Dd, "dd") X(Default, "default") \
    X(Defer, "defer") X(Defs, "defs") X(Del, "del") X(Desc, "desc") X(Details, "details") X(Dfn, "dfn") \
    X(Dialog, "dialog") X(Dir, "dir") X(Disabled, "disabled") X(Div, "div") X(Dl, "dl") X(Download, "download") \
    X(Draggable, "draggable") X(Dt, "dt") \
    X(Ellipse, "ellipse") X(Em, "em") X(Embed, "embed") X(Enctype, "enctype") \
    X(Face, "face") X(Fieldset, "fieldset") X(Figcaption, "figcaption") X(Figure, "figure") X(Fill, "fill") \
    X(Filter, "filter") X(Font, "font") X(Footer, "footer") X(For, "for") X(ForeignObject, "foreignObject") \
    X(Form, "form") X(Frame, "frame") X(Frameset, "frameset") X(G, "g") \
    X(H1, "h1") X(H2, "h2") X(H3, "h3") X(H4, "h4") X(H5, "h5") X(H6, "h6") X(Head, "head") X(Header, "header") \
    X(Headers, "headers") X(Height, "height") X(Hgroup, "hgroup") X(Hidden, "hidden") X(Hr, "hr") X(Href, "href") \
    X(Hreflang, "hreflang") X(Html, "html") X(HttpEquiv, "http-equiv") \
    X(I, "i") X(Id, "id") X(Iframe, "iframe") X(Image, "image") X(Img, "img") X(Input, "input") X(Ins, "ins") \
    X(Integrity, "integrity") X(Is, "is") X(Isindex, "isindex") X(Itemid, "itemid") X(Itemprop, "itemprop") \
    X(Itemref, "itemref") X(Itemscope, "itemscope") X(Itemtype, "itemtype") \
    X(Kbd, "kbd") X(Keygen, "keygen") X(Kind, "kind") \
    X(Label, "label") X(Lang, "lang") X(Legend, "legend") X(Li, "li") X(Line, "line") \
    X(LinearGradient, "linearGradient") X(Link, "link") X(List, "list") X(Listing, "listing") X(Loading, "loading") \
    X(Main, "main") X(Malignmark, "malignmark") X(Map, "map") X(Mark, "mark") X(Marquee, "marquee") X(Mask, "mask") \
    X(Math, "math") X(Max, "max") X(Maxlength, "maxlength") X(Media, "media") X(Menu, "menu") \
    X(Menuitem, "menuitem") X(Meta, "meta") X(Metadata, "metadata") X(Meter, "meter") X(Method, "method") \
    X(Mglyph, "mglyph") X(Mi, "mi") X(Min, "min") X(Mn, "mn") X(Mo, "mo") X(Ms, "ms") X(Mtext, "mtext") \
    X(Multiple, "multiple") \
    X(Name, "name") X(Nav, "nav") X(Nobr, "nobr") X(Noembed, "noembed") X(Noframes, "noframes") X(Nonce, "nonce") \
    X(Noscript, "noscript") X(Novalidate, "novalidate") \
    X(Object, "object") X(Ol, "ol") X(OnClick, "onclick") X(Open, "open") X(Optgroup, "optgroup") \
    X(Option, "option") X(Output, "output") \
    X(P, "p") X(Param, "param") X(Path, "path") X(Pattern, "pattern") X(Picture, "picture") \
    X(Placeholder, "placeholder") X(Plaintext, "plaintext") X(Points, "points") X(Polygon, "polygon") \
    X(Polyline, "polyline") X(Poster, "poster") X(Pre, "pre") X(Preload, "preload") X(Progress, "progress") \
    X(Prompt, "prompt") X(Property, "property") \
    X(Q, "q") X(RadialGradient, "radialGradient") X(Rb, "rb") X(Readonly, "readonly") X(Rect, "rect") X(Rel, "rel") \
    X(Required, "required") X(Rev, "rev") X(Role, "role") X(Rows, "rows") X(Rowspan, "rowspan") X(Rp, "rp") \
    X(Rt, "rt") X(Rtc, "rtc") X(Ruby, "ruby") \
    X(S, "s") X(Samp, "samp") X(Scope, "scope") X(Script, "script") X(Search, "search") X(Section, "section") \
    X(Select, "select") X(Selected, "selected") X(Selectedcontent, "selectedcontent") X(Shape, "shape") X(Size, "size") X(Sizes, "sizes") X(Slot, "slot") \
    X(Small, "small") X(Source, "source") X(Span, "span") X(Src, "src") X(Srcdoc, "srcdoc") X(Srclang, "srclang") \
    X(Srcset, "srcset") X(Stop, "stop") X(Strike, "strike") X(Stroke, "stroke") X(Strong, "strong") \
    X(Style, "style") X(Sub, "sub") X(Summary, "summary") X(Sup, "sup") X(Svg, "svg") X(Symbol, "symbol") \
    X(Tabindex, "tabindex") X(Table, "table") X(Target, "target") X(Tbody, "tbody") X(Td, "td") \
    X(Template, "template") X(Text, "text") X(TextPath, "textPath") X(Textarea, "textarea") X(Tfoot, "tfoot") \
    X(Th, "th") X(Thead, "thead") X(Time, "time") X(Title, "title") X(Tr, "tr") X(Track, "track") \
    X(Transform, "transform") X(Tspan, "tspan") X(Tt, "tt") X(Type, "type") \
    X(U, "u") X(Ul, "ul") X(Use, "use") X(Usemap, "usemap") \
    X(Valign, "valign") X(Value, "value") X(Var, "var") X(Video, "video") X(ViewBox, "viewBox") \
    X(Wbr, "wbr") X(Width, "width") X(Wrap, "wrap") X(Xmp, "xmp")
// clang-format on

/// An element's or attribute's name as a number. Numbers from KnownCount on belong to one document.
enum class Name : quint32 {
    None, ///< no name at all
#define CREEL_NAME(enumerator, text) enumerator,
    CREEL_NAMES(CREEL_NAME)
#undef CREEL_NAME
        KnownCount,
};

/// The known name that is spelled exactly so (HTML's are lower case; SVG's are mixed); None for any other.
Name knownName(QByteArrayView text);

/// The spelling of a known name; empty for others.
QByteArrayView knownNameText(Name name);

} // namespace creel
