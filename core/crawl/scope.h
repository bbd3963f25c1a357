#pragma once

#include "base/fetcherror.h"
#include "base/followoptions.h"
#include "base/url.h"
#include "crawl/urlpattern.h"

#include <QByteArrayList>
#include <QList>
#include <QSet>

namespace creel {

/// Which of the URLs that are found in pages may join a run: scope, exclude, include and depth of FollowOptions, with the
/// pasted URLs ("seeds") as what the scope is measured by. A value, cheap to copy; one thread at a time, a copy for each other.
///
/// Hosts compare by name and port, without regard to http or https: 80 and 443 are one port. Domains are registrable ones
/// (publicsuffix.h), on any port. Prefixes are the host and the path up to its last slash. All of it in canonical form.
class ScopeRules
{
public:
    /// On failure a sentence that names the option, the pattern and the place in it: --include: "a(b" is no regular expression: …
    static Expected<ScopeRules, QString> make(const FollowOptions &options, const QList<Url> &seeds = {});
    /// The same seeds under other options: the scope is edited while the run goes on, or tried on what is queued.
    Expected<ScopeRules, QString> withOptions(const FollowOptions &options) const;

    /// Adds a pasted URL, or where it led: http://example.com that redirects to https://www.example.com is to be crawled there.
    void addSeed(const Url &url);

    /// Judges a found URL `depth` links away from the list. Kind None: it may be fetched. OutOfScope or TooDeep: not, and the
    /// message says what decided; the first of scope, exclude, include and depth. A pattern whose search was given up (see
    /// UrlPattern) counts as one that doesn't match; for a URL that may be fetched, the message says so, and is empty otherwise.
    FetchError check(const Url &url, int depth) const;

private:
    struct Keys {
        QSet<QByteArray> all;
        QByteArrayList first; ///< for messages
        qsizetype longest = 0;
        void add(const QByteArray &key);
        QString list() const;
    };
    QString outsideScope(const Url &canonical) const;

    Scope m_scope = Scope::Host;
    int m_depth = 0;
    QList<UrlPattern> m_include, m_exclude;
    Keys m_hosts, m_domains, m_folders; ///< all three, whichever the scope is: it may be edited
};

} // namespace creel
