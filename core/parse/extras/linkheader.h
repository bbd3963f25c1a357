#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>

namespace creel {

/// A link of a Link header field (RFC 8288 §3). Parameters have lower-case names and no quotes; each as often as it stands there.
struct HeaderLink {
    QByteArray target; ///< a reference, to be resolved against the URL of the answer
    QList<std::pair<QByteArray, QByteArray>> parameters;

    QByteArray parameter(QByteArrayView name) const; ///< the first of that name; null without one
};

/// The links of one field's value, by the tolerant algorithm of RFC 8288, Appendix B.2: what is broken ends the value. Linear.
QList<HeaderLink> parseLinkHeader(QByteArrayView value);

} // namespace creel
