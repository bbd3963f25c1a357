#include "parse/links.h"

#include "parse/ascii.h"
#include "parse/mimetype.h"

#include <QHash>

#include <algorithm>
#include <array>
#include <utility>

namespace creel {
namespace {

constexpr bool isAsciiDigit(char c) { return c >= '0' && c <= '9'; }

bool isFeedType(QByteArrayView type)
{
    const QByteArray essence = parseMimeType(type).essence;
    return essence == "application/rss+xml" || essence == "application/atom+xml";
}

std::optional<PageLink::Kind> kindOfLink(Node link)
{
    const QByteArrayView rel = link.attribute(Name::Rel);
    // HTML §4.6.7.13.2: "previous" means prev
    if (hasToken(rel, "next") || hasToken(rel, "prev") || hasToken(rel, "previous"))
        return PageLink::Kind::Pagination;
    if (hasToken(rel, "sitemap"))
        return PageLink::Kind::Sitemap;
    if (hasToken(rel, "alternate") && isFeedType(link.attribute(Name::Type)))
        return PageLink::Kind::Feed;
    return {};
}

/// SVG 2 §16.1.6: xlink:href counts where there is no href.
QByteArrayView hrefOfAnchor(Node anchor)
{
    const QByteArrayView href = anchor.attribute(Name::Href);
    if (!href.isNull() || anchor.ns() == Namespace::Html)
        return href;
    for (qsizetype i = 0; i < anchor.attributeCount(); ++i) {
        const Attribute attribute = anchor.attributeAt(i);
        if (attribute.ns() == AttributeNamespace::XLink && attribute.nameId() == Name::Href)
            return attribute.value();
    }
    return {};
}

} // namespace

void LinkReader::add(Node element, QByteArrayView text, PageLink::Kind kind)
{
    if (text.isNull() || (m_filter && *m_filter && !(*m_filter)(element)))
        return;
    m_references.append({text, kind, hasToken(element.attribute(Name::Rel), "nofollow")});
}

void LinkReader::enter(Node element)
{
    const Name name = element.nameId();
    if (name == Name::A) {
        add(element, hrefOfAnchor(element), PageLink::Kind::Anchor);
        return;
    }
    if (element.ns() != Namespace::Html)
        return;
    switch (name) {
    case Name::Area:
        add(element, element.attribute(Name::Href), PageLink::Kind::Area);
        break;
    case Name::Iframe: // HTML §4.8.5: srcdoc goes before src
        if (element.hasAttribute(Name::Srcdoc))
            break;
        [[fallthrough]];
    case Name::Frame: // and an empty src is about:blank
        if (!element.attribute(Name::Src).isEmpty())
            add(element, element.attribute(Name::Src), PageLink::Kind::Frame);
        break;
    case Name::Link: // HTML §4.2.4: an empty href makes no link
        if (!element.attribute(Name::Href).isEmpty())
            if (const auto kind = kindOfLink(element))
                add(element, element.attribute(Name::Href), *kind);
        break;
    case Name::Meta:
        if (equalsIgnoringAsciiCase(element.attribute(Name::HttpEquiv), "refresh"))
            if (const auto target = refreshTarget(element.attribute(Name::Content)))
                m_references.append({*target, PageLink::Kind::Refresh, false});
        break;
    default:
        break;
    }
}

PageLinks LinkReader::resolve(const Url &page, const Url &base) const
{
    PageLinks found;
    QHash<QByteArrayView, qsizetype> places; // references without their fragment → places in `links`; -1: none
    QHash<QByteArray, qsizetype> urls;       // the same by URL: two references may be one
    if (page.isValid())
        urls.insert(page.dedupeKey(), -1);
    places.reserve(m_references.size());
    urls.reserve(m_references.size());
    qsizetype bytes = 0;
    bool refreshed = false;

    const auto place = [&](QByteArrayView reference, const Reference &from) -> qsizetype {
        const auto url = Url::parse(reference, base.isValid() ? &base : nullptr);
        if (!url) {
            ++found.broken;
            return -1;
        }
        const QByteArray key = url->dedupeKey();
        bytes += std::max(key.size(), base.path().size()); // "../x" behind a long base is as much work
        if (!url->isHttp())
            return -1;
        const auto known = urls.constFind(key);
        if (known != urls.cend())
            return *known;
        const qsizetype next = found.links.size();
        urls.insert(key, next);
        found.links.append({key, from.kind, from.nofollow});
        return next;
    };

    for (const Reference &reference : m_references) {
        if (bytes > PageLinks::maxBytes) {
            found.truncated = true;
            break;
        }
        if (reference.kind == PageLink::Kind::Refresh && std::exchange(refreshed, true))
            continue; // HTML §4.2.5.3: the first one counts
        if (reference.text.isNull())
            continue;
        // The '#' stays: a space before it is part of the URL, which at the end of a reference it isn't.
        const qsizetype hash = reference.text.indexOf('#');
        const QByteArrayView text = hash < 0 ? reference.text : reference.text.first(hash + 1);
        auto known = places.constFind(text);
        if (known == places.cend())
            known = places.insert(text, place(text, reference));
        if (*known >= 0 && !reference.nofollow)
            found.links[*known].nofollow = false;
    }
    return found;
}

Url documentBase(const Url &page, QByteArrayView declared)
{
    if (declared.isNull())
        return page;
    auto base = Url::parse(declared, page.isValid() ? &page : nullptr);
    if (!base || base->scheme() == "data" || base->scheme() == "javascript")
        return page;
    return std::move(*base);
}

std::optional<QByteArrayView> refreshTarget(QByteArrayView value)
{
    const char *at = value.begin();
    const char *const end = value.end();
    const auto skipSpace = [&] { at = std::find_if_not(at, end, isAsciiSpace); };
    const auto skipOne = [&](QByteArrayView characters) {
        const bool found = at != end && characters.contains(*at);
        at += found;
        return found;
    };

    skipSpace(); // step 3
    const char *const digits = at;
    at = std::find_if_not(at, end, isAsciiDigit);
    if (at == digits && (at == end || *at != '.')) // step 6
        return {};
    at = std::find_if_not(at, end, [](char c) { return isAsciiDigit(c) || c == '.'; });
    if (at == end)
        return QByteArrayView();
    if (*at != ';' && *at != ',' && !isAsciiSpace(*at)) // step 10
        return {};
    skipSpace();
    skipOne(";,");
    skipSpace();
    if (at == end)
        return QByteArrayView();

    const QByteArrayView bare(at, end); // step 11: a URL without url=
    if (skipOne("uU")) {
        if (!skipOne("rR") || !skipOne("lL"))
            return bare;
        skipSpace();
        if (!skipOne("="))
            return bare;
        skipSpace();
    }
    const char *const quote = at;
    if (!skipOne("'\""))
        return QByteArrayView(at, end);
    return QByteArrayView(at, std::find(at, end, *quote));
}

RobotsDirectives robotsDirectives(QByteArrayView value, QByteArrayView agentToken)
{
    RobotsDirectives directives;
    bool meant = true;
    while (!value.isEmpty()) {
        const qsizetype comma = value.indexOf(',');
        QByteArrayView rule = trimAsciiSpace(comma < 0 ? value : value.first(comma));
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);

        const qsizetype colon = rule.indexOf(':');
        const QByteArrayView name = trimAsciiSpace(rule.first(qMax<qsizetype>(colon, 0)));
        // A time of day (unavailable_after: Friday, 25-Jun-10 15:00 PST) makes no name.
        if (colon >= 0 && std::none_of(name.begin(), name.end(), isAsciiSpace)) {
            static constexpr std::array<QByteArrayView, 4> withValue = {"unavailable_after", "max-snippet",
                                                                        "max-image-preview", "max-video-preview"};
            if (std::any_of(withValue.begin(), withValue.end(),
                            [name](QByteArrayView known) { return equalsIgnoringAsciiCase(name, known); }))
                continue;
            meant = !name.isEmpty() && equalsIgnoringAsciiCase(name, agentToken);
            rule = rule.sliced(colon + 1);
        }
        if (!meant)
            continue;
        const bool none = hasToken(rule, "none");
        directives |= {none || hasToken(rule, "noindex"), none || hasToken(rule, "nofollow")};
    }
    return directives;
}

} // namespace creel
