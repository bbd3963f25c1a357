#pragma once

#include <QNetworkProxy>
#include <QSslConfiguration>

namespace creel {

/// How connections are made, for all origins alike.
struct TransportOptions {
    QNetworkProxy proxy{QNetworkProxy::NoProxy};                       ///< never the system's, unasked
    QSslConfiguration tls = QSslConfiguration::defaultConfiguration(); ///< whom to trust
};

} // namespace creel
