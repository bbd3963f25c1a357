#pragma once

#include "base/url.h"
#include "parse/document.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

#include <functional>
#include <optional>

namespace creel {

/// A URL that a page leads to.
struct PageLink {
    /// What named it: a hint at what to expect there, and no promise.
    enum class Kind : quint8 {
        Anchor,     ///< a[href], of HTML and SVG
        Area,       ///< area[href]
        Frame,      ///< iframe[src], frame[src]
        Pagination, ///< link[rel~=next], link[rel~=prev]
        Refresh,    ///< meta[http-equiv=refresh]
        Sitemap,    ///< link[rel~=sitemap]
        Feed,       ///< link[rel~=alternate] of the type of RSS or Atom
    };
    QByteArray url; ///< absolute, http or https; without fragment and user info
    Kind kind = Kind::Anchor;
    bool nofollow = false; ///< rel=nofollow. (ugc and sponsored are hints that forbid nothing by themselves.)
    friend bool operator==(const PageLink &, const PageLink &) = default;
};

/// All that a page leads to: each URL once, at its first place in the document; nofollow only where each of its links is.
/// The page itself is not among them, nor are translations, style sheets, images and scripts.
struct PageLinks {
    /// URLs of one page, together; no real page comes near. Long base, many short links: a small page could fill the memory.
    static constexpr qsizetype maxBytes = qsizetype(16) << 20;

    QList<PageLink> links;
    int broken = 0;         ///< references that are no URL (mailto: and its like are URLs, and no links)
    bool truncated = false; ///< there were more than `maxBytes`
};

/// Whether a link is wanted, told by the element that makes it.
using LinkFilter = std::function<bool(Node)>;

/// Gathers links while a walk over the page passes by; resolves them at its end, since a <base> may stand behind them.
class LinkReader
{
public:
    /// `filter` outlives the reader; null: all are wanted. A meta refresh is always: it moves the page itself.
    explicit LinkReader(const LinkFilter *filter) : m_filter(filter) { }

    void enter(Node element); ///< elements in document order; the document outlives the reader
    /// `page` and `base` (documentBase()) may be invalid: then only absolute references are URLs.
    PageLinks resolve(const Url &page, const Url &base) const;

private:
    struct Reference {
        QByteArrayView text; ///< null: a refresh without a URL
        PageLink::Kind kind;
        bool nofollow;
    };
    void add(Node element, QByteArrayView text, PageLink::Kind kind);

    const LinkFilter *m_filter;
    QList<Reference> m_references;
};

/// HTML §2.4.3: what the page's references resolve against. `declared` is the href of the first base[href], null without any;
/// one that is no URL, or a data: or javascript: one, doesn't count (§4.2.3).
Url documentBase(const Url &page, QByteArrayView declared);

/// HTML §4.2.5.3, the shared declarative refresh steps: where the content of meta[http-equiv=refresh], or a Refresh header's
/// value, leads. A reference, as written; null where the page is to load itself again; nullopt when the value means nothing.
std::optional<QByteArrayView> refreshTarget(QByteArrayView value);

/// What a page asks of crawlers.
struct RobotsDirectives {
    bool noindex = false;
    bool nofollow = false;
    RobotsDirectives &operator|=(RobotsDirectives other) ///< of two that differ, the one that forbids counts
    {
        noindex |= other.noindex;
        nofollow |= other.nofollow;
        return *this;
    }
    friend bool operator==(const RobotsDirectives &, const RobotsDirectives &) = default;
};

/// The content of meta[name=robots], or the value of one X-Robots-Tag field: words between commas, in any case; "none" is both.
/// In the header, "agent:" makes what follows, up to the next one, meant for that crawler alone: it counts when it is
/// `agentToken`. No standard has this; search engines document it.
RobotsDirectives robotsDirectives(QByteArrayView value, QByteArrayView agentToken);

} // namespace creel
