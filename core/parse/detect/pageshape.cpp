#include "parse/detect/pageshape.h"

#include "parse/ascii.h"
#include "parse/detect/elementhandles.h"
#include "parse/visibletext.h"

#include <QHashFunctions>

#include <algorithm>
#include <array>

namespace creel {
namespace {

// Words of classes and ids, each sorted.
constexpr std::array<QByteArrayView, 50> furnitureWords = {
    "bottom",     "bread",     "breadcrumb", "breadcrumbs", "consent",    "cookie", "cookies",  "copyright", "crumbs",
    "dropdown",   "facet",     "facets",     "filter",      "filters",    "foot",   "footer",   "fuss",      "gdpr",
    "header",     "headerbar", "hauptmenue", "jumpbox",     "kopf",       "lang",   "language", "languages", "legal",
    "login",      "masthead",  "mega",       "megamenu",    "menu",       "menue",  "meta-bar", "nav",       "navbar",
    "navigation", "navi",      "pager",      "pages",       "pagination", "paging", "share",    "sharing",   "sitemap",
    "social",     "tabs",      "toolbar",    "topbar",      "topnav"};
constexpr std::array<QByteArrayView, 30> asideWords = {
    "ad",       "ads",      "advert",     "aside",          "author-bio",      "categories",
    "cloud",    "hot",      "kategorien", "most",           "newsletter",      "popular",
    "promo",    "recent",   "recommend",  "recommendation", "recommendations", "recommended",
    "related",  "rightcol", "side",       "sidebar",        "similar",         "sponsored",
    "tagcloud", "tags",     "teaserbar",  "trending",       "widget",          "widgets"};

template <size_t N>
bool isOneOf(QByteArrayView word, const std::array<QByteArrayView, N> &words)
{
    return std::find_if(words.begin(), words.end(),
                        [word](QByteArrayView known) { return equalsIgnoringAsciiCase(known, word); })
        != words.end();
}

/// Of a class or an id: "main-nav__list" is of a nav, and "site-footer" of a footer.
PagePart partOfName(QByteArrayView name)
{
    PagePart part = PagePart::Content;
    while (!name.isEmpty() && part != PagePart::Furniture) {
        const auto end = std::find_if(name.begin(), name.end(), [](char c) { return c == '-' || c == '_'; });
        const QByteArrayView word(name.begin(), end);
        if (word.size() <= 16 && isOneOf(word, furnitureWords))
            part = PagePart::Furniture;
        else if (word.size() <= 16 && isOneOf(word, asideWords))
            part = PagePart::Aside;
        name = name.sliced(std::min(name.size(), word.size() + 1));
    }
    return part;
}

PagePart ownPart(Node element)
{
    switch (element.nameId()) {
    case Name::Nav:
    case Name::Footer:
    case Name::Menu:
        return PagePart::Furniture;
    case Name::Aside:
        return PagePart::Aside;
    case Name::Header: // an article has one, too
        for (Node node = element.parent(); node; node = node.parent()) {
            if (node.nameId() == Name::Article || node.nameId() == Name::Li || node.nameId() == Name::Section
                || node.nameId() == Name::Main)
                return PagePart::Content;
        }
        return PagePart::Furniture;
    case Name::Html:
    case Name::Body:
    case Name::Main:
    case Name::Article:
        return PagePart::Content;
    default:
        break;
    }
    const QByteArrayView role = element.attribute(Name::Role);
    if (role == "navigation" || role == "contentinfo" || role == "tablist" || role == "menu" || role == "menubar")
        return PagePart::Furniture;
    PagePart part = PagePart::Content;
    if (const QByteArrayView id = element.attribute(Name::Id); !id.isEmpty() && id.size() <= 60)
        part = partOfName(id);
    for (const QByteArrayView word : classesOf(element)) {
        if (word.size() <= 60)
            part = std::max(part, partOfName(word));
    }
    return part;
}

qsizetype darkBytes(QByteArrayView text)
{
    return std::count_if(text.begin(), text.end(), [](char c) { return !isAsciiSpace(c); });
}

} // namespace

bool isBlank(QByteArrayView text)
{
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (isAsciiSpace(text[i]))
            continue;
        if (uchar(text[i]) != 0xC2 || i + 1 == text.size() || uchar(text[++i]) != 0xA0)
            return false;
    }
    return true;
}

quint64 mixed(quint64 seed, quint64 value)
{
    quint64 x = seed * 0x9E3779B97F4A7C15 + value + 0x165667B19E3779F9; // splitmix64
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
    return x ^ (x >> 31);
}

quint64 mixed(quint64 seed, QByteArrayView text) { return mixed(seed, quint64(qHash(text))); }

PageShape::PageShape(const Document &document, Steps &steps) : m_shapes(size_t(document.nodeCount()) + 1)
{
    const Node root = document.documentElement();
    for (TreeWalk walk(root); walk && steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (node == root && !walk.entering())
            break;
        ElementShape &shape = m_shapes[node.index()];
        ElementShape &parent = m_shapes[node.parent().index()];
        if (node.isText()) {
            if (!walk.entering() || isBlank(node.characters()))
                continue;
            steps.spendForText(node.characters().size());
            parent.text += quint32(darkBytes(node.characters()));
            ++parent.atoms;
        } else if (node.isElement() && walk.entering()) {
            if (parent.depth >= maxDepth || node.ns() != Namespace::Html || hidesText(node)) {
                walk.skipChildren();
                continue;
            }
            shape.depth = quint16(parent.depth + 1);
            shape.path = mixed(parent.path + 1, quint64(node.nameId()));
            shape.part = std::max(parent.part, ownPart(node));
            steps.spend(8);
            if (node.nameId() == Name::Img)
                ++shape.atoms;
        } else if (node.isElement() && shape.path != 0 && node != root) {
            if (node.nameId() == Name::A)
                shape.linkText = shape.text;
            parent.text += shape.text;
            parent.linkText += shape.linkText;
            parent.atoms += shape.atoms;
        }
    }
}

} // namespace creel
