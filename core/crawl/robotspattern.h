#pragma once

#include "base/url.h"

#include <QByteArray>

namespace creel {

/// The part of a URL that rules are matched on: path and query, in the forms that RFC 9309 §2.2.2 compares.
class RobotsTarget
{
public:
    explicit RobotsTarget(const Url &url);
    bool isRobotsTxt() const { return m_octets == "/robots.txt"; }

private:
    friend class RobotsPattern;
    QByteArray m_octets;      ///< reserved characters as they are
    QByteArray m_queryQuoted; ///< those that delimit nothing in a query are percent-encoded there
};

/// The path of one Allow or Disallow line (RFC 9309 §2.2.2, §2.2.3). A value; any thread.
class RobotsPattern
{
public:
    explicit RobotsPattern(QByteArrayView text);

    /// Whether the pattern matches from the first octet on: `*` is any run of octets, a last `$` the end. Case-sensitive. Takes
    /// time linear in both lengths, however many `*` there are.
    bool matches(const RobotsTarget &target) const;
    /// How specific it is (§2.2.2): its octets in the form that is compared, `*` and `$` counted.
    qsizetype octets() const { return m_octets.size() + (m_endsPath ? 1 : 0); }

private:
    QByteArray m_octets;      ///< `*` is the wildcard; a literal one is %2A
    QByteArray m_queryQuoted; ///< empty when the pattern has no query
    bool m_endsPath;
};

} // namespace creel
