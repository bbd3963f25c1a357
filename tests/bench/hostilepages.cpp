#include "hostilepages.h"

#include <algorithm>

namespace creel::bench {
namespace {

constexpr qsizetype million = 1'000'000;

QByteArray numbered(const QByteArray &before, const QByteArray &after, qsizetype n, int base = 10)
{
    QByteArray page;
    page.reserve(n * (before.size() + after.size() + 8));
    for (qsizetype i = 0; i < n; ++i)
        page += before + QByteArray::number(i, base) + after;
    return page;
}

/// Names that a hash which multiplies by 33 and adds can't tell apart.
QByteArray colliding(qsizetype n)
{
    QByteArray tag = "<a ";
    tag.reserve(n * 42 + 8);
    for (qsizetype i = 0; i < n; ++i) {
        for (int bit = 0; bit < 20; ++bit)
            tag += (i >> bit & 1) ? "c@" : "ba"; // 'c' * 33 + '@' = 'b' * 33 + 'a'
        tag += ' ';
    }
    return tag + '>';
}

/// A node takes 24 bytes, one with an end tag or with a text that isn't what stands in the source 40 or 48: pages of nothing but
/// such, of 3 or 4 bytes each, are above the limit for all others. So are attributes of 6 bytes, each of another name.
double heapLimitOf(const QByteArray &unit)
{
    return unit == "<p>x" || unit == "</p>" || unit == "<?>" || unit == "<a/>" ? 14 : 10;
}

HostilePage repeated(const QByteArray &unit, qsizetype n = million, const QByteArray &before = {},
                     const QByteArray &after = {})
{
    const QByteArray name =
        (before.isEmpty() ? QByteArray() : before.first(std::min<qsizetype>(before.size(), 40)) + " … ") + unit + " x n"
        + (after.isEmpty() ? QByteArray() : " … " + after.last(std::min<qsizetype>(after.size(), 12)));
    return {name, [=](qsizetype count) { return before + unit.repeated(count) + after; }, n, heapLimitOf(unit)};
}

/// `unit` below as many `open` as a stack of open elements holds: each look into the stack may be as long.
HostilePage below(const QByteArray &open, const QByteArray &unit, qsizetype n = million)
{
    constexpr int depth = 510;
    return {open + " x 510, then " + unit + " x n",
            [=](qsizetype count) { return open.repeated(depth) + unit.repeated(count); }, n, heapLimitOf(unit)};
}

std::vector<HostilePage> makePages()
{
    std::vector<HostilePage> pages;
    const auto add = [&pages](const HostilePage &page) { pages.push_back(page); };

    // Nesting.
    for (const char *unit : {"<div>",
                             "<b>",
                             "<a>",
                             "<table>",
                             "<ul><li>",
                             "<svg>",
                             "<template>",
                             "<p>",
                             "<table><tr><td>",
                             "<select><option>",
                             "<math><mi>",
                             "<nobr>",
                             "<button>",
                             "<h1>",
                             "<form>",
                             "<dd><li>",
                             "<dl><dt><dd>",
                             "<frameset>",
                             "<span>",
                             "<x-y>",
                             "<ruby><rt>",
                             "<object><b>",
                             "<marquee>",
                             "<svg><foreignObject>",
                             "<math><annotation-xml encoding=text/html>",
                             "<svg><desc><math><mtext>",
                             "<table><caption>",
                             "<table><colgroup><template>",
                             "<select><optgroup>",
                             "<table><tr><td><template><tr>",
                             "<body>",
                             "<html>",
                             "<head>",
                             "<fieldset><details>",
                             "<noscript>",
                             "<option>"})
        add(repeated(unit));

    // Tags that find nothing, and pairs.
    for (const char *unit : {"</p>",
                             "</br>",
                             "</x>",
                             "<br>",
                             "<p></p>",
                             "<b></b>",
                             "<a></a>",
                             "<div></div>",
                             "<svg></svg>",
                             "<svg/>",
                             "<template></template>",
                             "<select></select>",
                             "<table></table>",
                             "<image>",
                             "<input>",
                             "<hr>",
                             "<p>x",
                             "<li>x",
                             "<title></title>",
                             "<script></script>",
                             "<!---->",
                             "<!DOCTYPE>",
                             "</>",
                             "<?>"})
        add(repeated(unit));

    // The adoption agency (§13.2.6.4.7), foster parenting (§13.2.6.1), and what they do together.
    for (const char *unit : {"<b><p>x</b>",
                             "<b><p></b>",
                             "<a><p>",
                             "<a><div>",
                             "<b><i></b></i>",
                             "<b><em><div></b></em>",
                             "<nobr><div>",
                             "<b><div></b>",
                             "<table>x",
                             "<a><table>",
                             "<table><a>",
                             "<table><b>x",
                             "<table><tr>x",
                             "<table><input>",
                             "<table><td>x",
                             "<i><b><div></i>",
                             "<a><b><i><u><div></a>",
                             "<svg><b>",
                             "<svg></p>",
                             "<svg><font color=a>",
                             "<table><svg><b>",
                             "<b><table><td></b>",
                             "<object></b>",
                             "<b><address></b>x",
                             "<table><form>",
                             "<table></p>"})
        add(repeated(unit));
    add(repeated("</b>", million, QByteArray("<b>").repeated(500) + "<p>"));
    add(repeated("<p></b>", million, QByteArray("<b>").repeated(500)));
    add(repeated("</a><a>", million, QByteArray("<div>").repeated(500)));
    add({"<b> x n, <p>, </b> x n",
         [](qsizetype n) { return QByteArray("<b>").repeated(n) + "<p>" + QByteArray("</b>").repeated(n); }, million});
    add({"<b><p> x n, </b> x n",
         [](qsizetype n) { return QByteArray("<b><p>").repeated(n) + QByteArray("</b>").repeated(n); }, million});
    add({"<a><div> x n, </a> x n",
         [](qsizetype n) { return QByteArray("<a><div>").repeated(n) + QByteArray("</a>").repeated(n); }, million});
    add({"<font size=i> x n", [](qsizetype n) { return numbered("<font size=", ">", n); }, million});
    add({"<font size=i></font> x n", [](qsizetype n) { return numbered("<font size=", "></font>", n); }, million});
    add({"<object><font size=i></object> x n",
         [](qsizetype n) { return numbered("<object><font size=", "></object>", n); }, million});
    add({"<b + 1000 attributes> x n",
         [](qsizetype n) { return (numbered("<b a", "", 1) + numbered(" a", "", 1000) + '>').repeated(n); }, 1000});
    add({"the same text in turns before and in a table",
         [](qsizetype n) { return "<table>" + QByteArray(" </x>y</x>").repeated(n); }, million});
    add({"the same with references",
         [](qsizetype n) { return "<table>" + QByteArray("&#32;</x>&amp;</x>").repeated(n); }, million / 2});

    // Many open elements, and questions about them.
    for (const char *open : {"<span>", "<div>", "<b a=1><i>", "<x>"})
        for (const char *unit : {"</x>",
                                 "</p>",
                                 "</li>",
                                 "</h1>",
                                 "</b>",
                                 "</form>",
                                 "</table>",
                                 "</body>",
                                 "</applet>",
                                 "</select>",
                                 "</template>",
                                 "</td>",
                                 "<li>",
                                 "<dd>",
                                 "<p>",
                                 "<hr>",
                                 "<a></a>",
                                 "<nobr>",
                                 "<button>",
                                 "<option>",
                                 "<rt>",
                                 "<table></table>",
                                 "<svg></svg>",
                                 "<b></b>",
                                 "<form></form>",
                                 "<h1>",
                                 "<select></select>",
                                 "<template></template>",
                                 "x&amp;"})
            add(below(open, unit));
    for (const char *unit : {"</x>", "</p>", "<b>", "</g>", "<a/>", "<![CDATA[x]]>"})
        add(below("<svg><g>", unit));
    for (const char *unit : {"</x>", "<tr>", "<td>", "x", "<b>", "</table>", "<caption>", "<col>", "<select>", "<svg>"})
        add(below("<table><tr><td>", unit));
    for (const char *unit : {"</x>", "</template>", "<tr>", "<td>", "x", "<b>"})
        add(below("<template>", unit));

    // Attributes.
    add({"n attributes on one tag", [](qsizetype n) { return "<a" + numbered(" a", "", n) + '>'; }, million});
    add({"n attributes of the shortest names on one tag",
         [](qsizetype n) { return "<a" + numbered(" a", "", n, 36) + '>'; }, million, 14});
    add({"n attributes with values on one tag", [](qsizetype n) { return "<a" + numbered(" a", "=\"1\"", n) + '>'; },
         million});
    add({"n attributes of one name", [](qsizetype n) { return "<a" + QByteArray(" a").repeated(n) + '>'; },
         5 * million});
    add({"n attributes whose names collide", colliding, 200'000});
    add({"<a b=i> x n", [](qsizetype n) { return numbered("<a b=", ">", n); }, million});
    add({"<p i> x n: as many names", [](qsizetype n) { return numbered("<p a", ">", n); }, million});
    add({"<x-i> x n: as many names", [](qsizetype n) { return numbered("<x", ">", n); }, million});
    add({"</x-i> x n", [](qsizetype n) { return numbered("</x", ">", n); }, million});
    add({"<html i><p b> x n: the attributes of one element come one by one",
         [](qsizetype n) { return numbered("<html a", "><p b>", n); }, million / 2});
    add({"<body i><p b> x n", [](qsizetype n) { return numbered("<body a", "><p b>", n); }, million / 2});
    add({"<html, n attributes, > twice",
         [](qsizetype n) { return ("<html" + numbered(" a", "", n / 2) + '>').repeated(2); }, million});
    add({"n SVG attributes to adjust", [](qsizetype n) { return "<svg" + numbered(" viewbox xlink:a", "", n) + '>'; },
         million});
    add(repeated("<input type=hidden>", million / 2, "<table>"));

    // Runs of one thing in one token.
    constexpr qsizetype large = 50 * million;
    for (const char *unit : {"&",
                             "<",
                             "&amp;",
                             "\r",
                             "<a ",
                             "</",
                             "<!--",
                             "x",
                             "<!",
                             "&#",
                             "&#x",
                             "&#1;",
                             "&notin",
                             "\r\n",
                             "&x",
                             " ",
                             "\xF0\x9F\x98\x80",
                             "\xFF",
                             "]",
                             "\n"})
        add(repeated(unit, large / qsizetype(qstrlen(unit))));
    add({"NUL x n", [](qsizetype n) { return QByteArray(n, '\0'); }, large});
    add({"<p>NUL x n", [](qsizetype n) { return "<p>" + QByteArray("\0x", 2).repeated(n); }, large / 2});
    add({"a tag name of n", [](qsizetype n) { return '<' + QByteArray(n, 'A') + '>'; }, large});
    add({"an attribute name of n", [](qsizetype n) { return "<a " + QByteArray(n, 'A') + '>'; }, large});
    add(repeated("&", large, "<a b='", "'>"));
    add(repeated("&amp;", large / 5, "<a b='", "'>"));
    add(repeated("\r", large, "<a b='", "'>"));
    add(repeated("&amp;x", large / 6, "<a b="));
    add(repeated("--!", large / 3, "<!--"));
    add(repeated("<!-", large / 3, "<!--"));
    add(repeated("-", large, "<!--"));
    add(repeated("x", large, "<!DOCTYPE "));
    add(repeated("'' ", large / 3, "<!DOCTYPE html PUBLIC "));
    for (const char *element :
         {"title", "textarea", "style", "script", "plaintext", "xmp", "iframe", "noembed", "noframes"}) {
        add(repeated("<", large, '<' + QByteArray(element) + '>'));
        add(repeated("</" + QByteArray(element) + 'x', million, '<' + QByteArray(element) + '>'));
    }
    add(repeated("&amp;", large / 5, "<title>"));
    add(repeated("\r", large, "<title>"));
    add(repeated("<!--<script", million, "<script>"));
    add(repeated("<!--<script>", million, "<script>"));
    add(repeated("<!--<script></script>", million / 2, "<script>"));
    add(repeated("<!--<script>-->", million / 2, "<script>"));
    add(repeated("--", large / 2, "<script><!--"));
    add(repeated("]]", large / 2, "<svg><![CDATA["));
    add(repeated("<![CDATA[", million, "<svg>"));
    add(repeated("<![CDATA[x]]>", million, "<svg>"));
    add({"<svg>NUL x n", [](qsizetype n) { return "<svg>" + QByteArray(n, '\0'); }, large});
    add({"<title> x n never closed", [](qsizetype n) { return QByteArray("<title>").repeated(n); }, million});
    add(repeated("x", large, "<table>"));
    add(repeated(" ", large, "<table>"));
    add(repeated("x&amp;", large / 6, "<table>"));
    add(repeated("x&amp;", large / 6, "<frameset>"));
    add(repeated(" x", large / 2, "<frameset>"));
    add(repeated(" ", large, "<head>"));
    add(repeated("x</x>", large / 5));
    add(repeated("x&amp;</x>", large / 10));
    add(repeated("x</p>", million));
    add(repeated("<table>x</table>", million));

    // By the standard's own rules these trees grow faster than the page (§13.2.4.3, reconstruct the active formatting elements).
    add({"<font size=i> x n, <p>x x n",
         [](qsizetype n) { return numbered("<font size=", ">", n) + QByteArray("<p>x").repeated(n); }, million});
    add({"<font size=i><p> x n", [](qsizetype n) { return numbered("<font size=", "><p>", n); }, million});
    add({"42 formatting elements, <p>x x n",
         [](qsizetype n) {
             QByteArray page;
             for (const char *name :
                  {"b", "big", "code", "em", "font", "i", "s", "small", "strike", "strong", "tt", "u"})
                 page += ('<' + QByteArray(name) + '>').repeated(3);
             return page + QByteArray("<p>x").repeated(n);
         },
         million, heapLimitOf("<p>x")});
    add({"400 <b i>, then <p></b> x n",
         [](qsizetype n) { return numbered("<b a", ">", 400) + QByteArray("<p></b>x").repeated(n); }, million});
    return pages;
}

} // namespace

const std::vector<HostilePage> &hostilePages()
{
    static const std::vector<HostilePage> pages = makePages();
    return pages;
}

} // namespace creel::bench
