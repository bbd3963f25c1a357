#pragma once

#include <QByteArray>
#include <QList>

#include <chrono>
#include <utility>

namespace creel {

/// What a client of the demo site asks for.
struct DemoRequest {
    QByteArray method;
    QByteArray host;          ///< as the client names it: "127.0.0.2:8080"
    QByteArray path;          ///< without query
    QByteArray authorization; ///< the header field's value
    int attempt = 1;          ///< how often this path was asked for, this time included
};

/// What it gets, and how: not every answer of a real site is a good one.
struct DemoAnswer {
    enum class Delivery {
        Whole,      ///< with a Content-Length
        Chunked,    ///< RFC 9112 §7.1
        UntilClose, ///< neither: the body ends with the connection (RFC 9112 §6.3, rule 8)
        Cut,        ///< the connection closes before the announced length is reached
        HangUp,     ///< the connection closes without a byte
    };

    int status = 200;
    QByteArray contentType = "text/html; charset=utf-8";
    QByteArray body;
    QList<std::pair<QByteArray, QByteArray>> fields; ///< further header fields
    std::chrono::milliseconds delay{0};
    Delivery delivery = Delivery::Whole;
};

} // namespace creel
