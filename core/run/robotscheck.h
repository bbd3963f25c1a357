#pragma once

#include "base/url.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace creel {

/// Bytes of a robots.txt that are worth reading: what is behind them means nothing (RFC 9309 §2.5).
qsizetype robotsBytes();

/// The name in `agent` by which a robots.txt speaks to it (RFC 9309 §2.2.1): "creel" of "Creel/1.0". Empty: it has none.
QByteArray robotsToken(QByteArrayView agent);

/// What a robots.txt says about a URL.
struct RobotsAnswer {
    bool allowed = true;
    int line = 0; ///< of the deciding rule, from 1; 0: no rule matches
    QString text; ///< that line as it stands in the file
};

/// What `robotsTxt` says to the crawler `agent` about each of the http(s) `urls`, in their order. Pure; any thread.
QList<RobotsAnswer> checkRobots(QByteArrayView robotsTxt, QByteArrayView agent, const QList<Url> &urls);

} // namespace creel
