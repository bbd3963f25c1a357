#include "crawl/scope.h"

#include "crawl/canonical.h"
#include "crawl/publicsuffix.h"

#include <optional>

namespace creel {

namespace {

constexpr qsizetype namedKeys = 3, longestShown = 300; // in a message

Expected<QList<UrlPattern>, QString> parsePatterns(const QStringList &texts, const QString &option)
{
    QList<UrlPattern> patterns;
    for (const QString &text : texts) {
        Expected<UrlPattern, QString> pattern = UrlPattern::parse(text);
        if (!pattern)
            return Unexpected(option + QStringLiteral(": ") + pattern.error());
        patterns.append(std::move(*pattern));
    }
    return patterns;
}

QByteArray hostKey(const Url &url)
{
    const quint16 port = url.port();
    return port == 80 || port == 443 ? url.host() : url.hostHeader();
}

QByteArray folder(const QByteArray &path) { return path.first(path.lastIndexOf('/') + 1); }

QString shown(const Url &url)
{
    const QString text = QString::fromLatin1(url.display());
    return text.size() <= longestShown ? text : text.first(longestShown) + u'\u2026';
}

FetchError outOfScope(const QString &reason) { return {FetchError::Kind::OutOfScope, reason}; }

/// The first of `patterns` that matches. Those that were given up are told in `note`.
const UrlPattern *firstMatch(const QList<UrlPattern> &patterns, QByteArrayView url, const QString &option,
                             QString &note)
{
    for (const UrlPattern &pattern : patterns) {
        const UrlPattern::Match match = pattern.match(url);
        if (match == UrlPattern::Match::Yes)
            return &pattern;
        if (match == UrlPattern::Match::GivenUp)
            note =
                QStringLiteral("%1 \"%2\" counts as not matching: its search was given up").arg(option, pattern.text());
    }
    return nullptr;
}

} // namespace

void ScopeRules::Keys::add(const QByteArray &key)
{
    if (all.contains(key))
        return;
    all.insert(key);
    longest = qMax(longest, key.size());
    if (first.size() < namedKeys)
        first.append(key);
}

QString ScopeRules::Keys::list() const
{
    const QString names = QString::fromLatin1(first.join(", "));
    const qsizetype more = all.size() - first.size();
    return more == 0 ? names : QStringLiteral("%1 and %2 more").arg(names, QString::number(more));
}

Expected<ScopeRules, QString> ScopeRules::make(const FollowOptions &options, const QList<Url> &seeds)
{
    Expected<ScopeRules, QString> rules = ScopeRules().withOptions(options);
    if (rules)
        for (const Url &seed : seeds)
            rules->addSeed(seed);
    return rules;
}

Expected<ScopeRules, QString> ScopeRules::withOptions(const FollowOptions &options) const
{
    Expected<QList<UrlPattern>, QString> include = parsePatterns(options.include, QStringLiteral("--include"));
    if (!include)
        return Unexpected(include.error());
    Expected<QList<UrlPattern>, QString> exclude = parsePatterns(options.exclude, QStringLiteral("--exclude"));
    if (!exclude)
        return Unexpected(exclude.error());
    if (options.scope == Scope::Domain && !hasPublicSuffixList())
        return Unexpected(
            QStringLiteral("--scope domain: there is no list of public suffixes to tell domains by; install "
                           "the package publicsuffix, or take --scope host"));
    ScopeRules rules = *this;
    rules.m_scope = options.scope;
    rules.m_depth = options.depth;
    rules.m_include = std::move(*include);
    rules.m_exclude = std::move(*exclude);
    return rules;
}

void ScopeRules::addSeed(const Url &url)
{
    if (!url.isHttp())
        return;
    const Url seed = canonicalUrl(url, false);
    m_hosts.add(hostKey(seed));
    m_domains.add(registrableDomain(seed.host()));
    m_folders.add(hostKey(seed) + folder(seed.path()));
}

FetchError ScopeRules::check(const Url &url, int depth) const
{
    const Url canonical = canonicalUrl(url, false);
    if (const QString reason = outsideScope(canonical); !reason.isEmpty())
        return outOfScope(reason);

    QString note;
    if (!m_include.isEmpty() || !m_exclude.isEmpty()) {
        const QByteArray text = canonical.display();
        if (const UrlPattern *pattern = firstMatch(m_exclude, text, QStringLiteral("exclude"), note))
            return outOfScope(QStringLiteral("matches exclude \"%1\"").arg(pattern->text()));
        if (!m_include.isEmpty() && !firstMatch(m_include, text, QStringLiteral("include"), note)) {
            const QString reason = QStringLiteral("matches none of the include patterns");
            return outOfScope(note.isEmpty() ? reason : reason + QStringLiteral(" (%1)").arg(note));
        }
    }
    if (depth > m_depth)
        return {FetchError::Kind::TooDeep,
                QStringLiteral("%1 %2 from the list, and the depth is %3")
                    .arg(QString::number(depth), depth == 1 ? QStringLiteral("link") : QStringLiteral("links"),
                         QString::number(m_depth))};
    return {FetchError::Kind::None, note};
}

/// A sentence, or nothing when it is inside.
QString ScopeRules::outsideScope(const Url &canonical) const
{
    if (!canonical.isHttp())
        return QStringLiteral("%1 is not http or https").arg(shown(canonical));
    const auto outside = [&canonical](const QString &what, const Keys &keys) {
        return QStringLiteral("%1 is outside the scope: only %2 are followed (%3)")
            .arg(shown(canonical), what, keys.list());
    };
    switch (m_scope) {
    case Scope::Any:
        return {};
    case Scope::Host:
        return m_hosts.all.contains(hostKey(canonical)) ? QString()
                                                        : outside(QStringLiteral("hosts of the list"), m_hosts);
    case Scope::Domain:
        return m_domains.all.contains(registrableDomain(canonical.host()))
            ? QString()
            : outside(QStringLiteral("domains of the list"), m_domains);
    case Scope::Prefix:
        break;
    }
    const QByteArray text = hostKey(canonical) + canonical.path();
    for (qsizetype slash = text.indexOf('/'); slash >= 0 && slash < m_folders.longest;
         slash = text.indexOf('/', slash + 1))
        if (m_folders.all.contains(text.first(slash + 1)))
            return {};
    return outside(QStringLiteral("URLs that begin as those of the list do"), m_folders);
}

} // namespace creel
