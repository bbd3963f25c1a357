#include "beyondgumbo.h"

#include "parse/ascii.h"
#include "parse/html/elementclasses.h"

#include <gumbo.h>

#include <QList>
#include <QString>

#include <algorithm>
#include <set>

namespace creel::fuzz {
namespace {

/// The names of a page's tags, in lower case, wherever a tag may be: comments, scripts and attributes among them, so rather too many.
struct TagNames {
    explicit TagNames(const QByteArray &page)
    {
        const QByteArray lower = page.toLower();
        for (qsizetype at = lower.indexOf('<'); at >= 0; at = lower.indexOf('<', at + 1)) {
            const bool isEnd = lower.sliced(at + 1).startsWith('/');
            const qsizetype begin = at + (isEnd ? 2 : 1);
            qsizetype end = begin;
            while (end < lower.size() && !isAsciiSpace(lower[end]) && lower[end] != '/' && lower[end] != '>')
                ++end;
            if (end > begin && isAsciiAlpha(lower[begin]))
                (isEnd ? ends : starts).insert(lower.sliced(begin, end - begin));
            hasLongEnd = hasLongEnd || (isEnd && end < lower.size() && lower[end] != '>');
        }
    }
    bool anyStart(std::initializer_list<const char *> names) const
    {
        return std::any_of(names.begin(), names.end(), [this](const char *name) { return starts.count(name) != 0; });
    }
    bool anyEnd(std::initializer_list<const char *> names) const
    {
        return std::any_of(names.begin(), names.end(), [this](const char *name) { return ends.count(name) != 0; });
    }
    std::ptrdiff_t countOf(bool (*is)(unsigned classes)) const
    {
        const auto isOf = [is](const QByteArray &name) {
            return is(html::classesOf(Namespace::Html, knownName(name)));
        };
        return std::count_if(starts.begin(), starts.end(), isOf);
    }
    std::ptrdiff_t formatting() const
    {
        return countOf([](unsigned c) { return (c & html::Formatting) != 0; });
    }
    std::ptrdiff_t special() const { return std::ptrdiff_t(starts.size()) - ordinary(); }
    std::ptrdiff_t ordinary() const
    {
        return countOf([](unsigned c) { return (c & html::Special) == 0; });
    }

    std::multiset<QByteArray> starts, ends;
    bool hasLongEnd = false;
};

bool hasOnlySpaceBetweenTags(QByteArrayView page)
{
    for (qsizetype at = page.indexOf('>'); at >= 0; at = page.indexOf('>', at + 1)) {
        qsizetype end = at + 1;
        while (end < page.size() && isAsciiSpace(page[end]))
            ++end;
        if (end > at + 1 && (end == page.size() || page[end] == '<'))
            return true;
    }
    return false;
}

bool isHexDigit(char c) { return (c >= '0' && c <= '9') || (toAsciiLower(c) >= 'a' && toAsciiLower(c) <= 'f'); }

/// §13.2.5.80: more digits than gumbo's number has room for.
bool hasLongReference(QByteArrayView page)
{
    for (qsizetype at = page.indexOf("&#"); at >= 0; at = page.indexOf("&#", at + 1)) {
        qsizetype end = at + 2;
        while (end < page.size() && (isHexDigit(page[end]) || page[end] == 'x' || page[end] == 'X'))
            ++end;
        if (end - at > 9)
            return true;
    }
    return false;
}

constexpr char commentBeforeForm[] = "<!----></form";

/// The comment that asGumboNeedsIt() puts there is a part of a tag.
bool hasHiddenComment(const QByteArray &page)
{
    for (qsizetype at = page.indexOf(commentBeforeForm); at >= 0; at = page.indexOf(commentBeforeForm, at + 1))
        if (at > 0 && page.lastIndexOf('<', at - 1) > page.lastIndexOf('>', at - 1))
            return true;
    return false;
}

/// §13.2.5.33 attribute name, §13.2.5.41 bogus comment: a NUL is U+FFFD. gumbo loses it as the first character.
bool hasLostNull(QByteArrayView page)
{
    for (qsizetype at = page.indexOf('\0'); at >= 0; at = page.indexOf('\0', at + 1))
        if (at > 0 && (isAsciiSpace(page[at - 1]) || QByteArrayView("/\"'").contains(page[at - 1])))
            return true;
    return false;
}

/// Whether a tag that begins at `at`, if one does, has an attribute twice (§13.2.5.32–38).
bool repeatsAttribute(const QByteArray &page, qsizetype at)
{
    const auto skip = [&](auto &&isPart) {
        const qsizetype begin = at;
        while (at < page.size() && isPart(page[at]))
            ++at;
        return page.sliced(begin, at - begin);
    };
    const auto isPartOfName = [](char c) { return !isAsciiSpace(c) && c != '/' && c != '>' && c != '='; };
    const auto isBetween = [](char c) { return isAsciiSpace(c) || c == '/'; };
    std::set<QByteArray> names;
    skip([](char c) { return !isAsciiSpace(c) && c != '/' && c != '>'; });
    for (;;) {
        skip(isBetween);
        if (at == page.size() || page[at] == '>')
            return false;
        const char first = page[at++];
        const QByteArray name = first + skip(isPartOfName);
        if (!names.insert(name.toLower().replace('\0', "\xEF\xBF\xBD")).second)
            return true;
        skip(isAsciiSpace);
        if (at == page.size() || page[at] != '=')
            continue;
        ++at;
        skip(isAsciiSpace);
        if (at < page.size() && (page[at] == '"' || page[at] == '\'')) {
            const char quote = page[at++];
            skip([quote](char c) { return c != quote; });
            at = std::min(at + 1, page.size());
        } else {
            skip([](char c) { return !isAsciiSpace(c) && c != '>'; });
        }
    }
}

/// §13.2.5.33: a repeated attribute is left out. gumbo joins its name and the next one's.
bool hasRepeatedAttribute(const QByteArray &page)
{
    for (qsizetype at = page.indexOf('<'); at >= 0; at = page.indexOf('<', at + 1))
        if (repeatsAttribute(page, at))
            return true;
    return false;
}

} // namespace

QByteArray asGumboNeedsIt(const QByteArray &utf8)
{
    QList<uint> characters = QString::fromUtf8(utf8).toUcs4();
    for (uint &c : characters) {
        const bool isControl = c < 0x20 && c != 0 && !isAsciiSpace(char(c));
        // §13.2.3.5: parse errors, and characters like others. To gumbo they are U+FFFD.
        if (isControl || (c >= 0x7F && c < 0xA0) || QChar::isNonCharacter(c))
            c = 0xFFFD;
    }
    const auto *data = reinterpret_cast<const char32_t *>(characters.constData());
    QString page = QString::fromUcs4(data, characters.size());
    // §13.2.6.4.7: gumbo puts text right before a </form> behind the form.
    page.replace(QLatin1StringView("</form"), QLatin1StringView(commentBeforeForm), Qt::CaseInsensitive);
    // §13.2.5.7: gumbo takes </> for a part of the next tag's name.
    page.replace(QLatin1StringView("</>"), QLatin1StringView("<!---->"));
    return page.toUtf8();
}

bool isBeyondGumbo(const QByteArray &page, const Document &ours, const Document &gumbos)
{
    const TagNames tags(page);
    const bool hasForeign = tags.anyStart({"svg", "math"});
    // §13.2.6.4.7: a <select> has content like any other element; there was a mode "in select".
    if (tags.anyStart({"select"}))
        return true;
    // §13.2.6.4.7: <dialog> and <search> close a <p>; <menuitem> and <isindex> are like any other.
    if (tags.anyStart({"dialog", "search", "menuitem", "isindex"}))
        return true;
    // §13.2.6.4.3: a second <html> opens no head.
    if (tags.starts.count("html") > 1)
        return true;
    // §13.2.4.2: <main> is of the special category.
    if (tags.anyStart({"main"}))
        return true;
    // §13.2.6.4.7, the adoption agency's step 4.3: a formatting element that isn't listed any more, because a marker is in between
    // or three more of the kind are, is closed as by "any other end tag". gumbo does nothing.
    const bool leavesMarkers = tags.anyStart({"applet", "marquee", "object"})
        || (tags.anyStart({"template"}) && tags.anyStart({"caption", "td", "th"}));
    if (leavesMarkers && tags.formatting() > 0)
        return true;
    if (tags.anyStart({"nobr"}) && tags.anyStart({"caption", "td", "th", "template"}))
        return true;
    for (const char *name :
         {"a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"})
        if (tags.starts.count(name) > 3 && tags.ends.count(name) > 3)
            return true;
    // The same, step 4.13.3: beyond the third element between formatting element and furthest block, formatting ones are forgotten.
    if (tags.formatting() > 1 && tags.ordinary() > 4)
        return true;
    // §13.2.6.4.7, end tags of these: that very element has to be in scope. To gumbo any of them does.
    if (tags.anyStart({"applet"}) + tags.anyStart({"marquee"}) + tags.anyStart({"object"}) > 1)
        return true;
    // §13.2.6.4.7, </form>: inside a template it closes what the form holds, too.
    if (tags.anyStart({"template"}) && tags.anyEnd({"form"}))
        return true;
    // §13.2.6.4.21: white space after a frameset's </html> is by the rules of "in body", which reconstruct formatting elements.
    if (tags.anyStart({"frameset"}) && tags.anyEnd({"html"}) && tags.formatting() > 0)
        return true;
    // §13.2.6.4.7: </br> does as <br>, which allows no frameset.
    if (tags.anyStart({"frameset"}) && tags.anyEnd({"br"}))
        return true;
    // §13.2.6.4.7, <a>: after eight rounds of the adoption agency a copy of the first <a> may still be open.
    if (tags.starts.count("a") > 1 && tags.special() > 7)
        return true;
    // §13.2.6.4.9: white space in what stands in a table by mistake is by the rules of "in body", which reconstruct formatting elements.
    if (tags.anyStart({"table"}) && tags.formatting() > 0 && hasOnlySpaceBetweenTags(page))
        return true;
    // §13.2.4.2: SVG's title is of the special category.
    if (tags.anyStart({"svg"}) && tags.anyStart({"title"}))
        return true;
    // §13.2.6.5: </br> and </p> leave foreign content.
    if (hasForeign && tags.anyEnd({"br", "p"}))
        return true;
    // §13.2.6.5, any other end tag: </svg > and </svg/x> are of the same name as </svg>.
    if (hasForeign && tags.hasLongEnd)
        return true;
    // §13.2.6.4.7, any other end tag: gumbo takes all names that it has no number for as the same.
    const auto isUnknown = [](const QByteArray &name) {
        return gumbo_tagn_enum(name.data(), unsigned(name.size())) == GUMBO_TAG_UNKNOWN;
    };
    for (const QByteArray &end : tags.ends) {
        const auto isAnother = [&](const QByteArray &name) { return name != end && isUnknown(name); };
        if (isUnknown(end) && std::any_of(tags.starts.begin(), tags.starts.end(), isAnother))
            return true;
    }
    // §13.2.6.4.1: the beginnings of public identifiers that mean quirks mode, and identifiers in any case.
    const Doctype &doctype = ours.doctype();
    const bool hasIds = !doctype.publicId.isEmpty() || !doctype.systemId.isEmpty();
    if (hasIds && ours.quirksMode() != gumbos.quirksMode())
        return true;
    return hasLongReference(page) || hasLostNull(page) || hasHiddenComment(page) || hasRepeatedAttribute(page);
}

} // namespace creel::fuzz
