#pragma once

#include "parse/charset.h"

#include <optional>

namespace creel {

/// What the bytes of a page are.
struct PageType {
    bool isHtml = false; ///< else text of another kind: JSON, XML, scripts
    Charset charset;
};

/// By its Content-Type, or by its bytes where that says nothing (MIME Sniffing §7); nullopt: no text at all. `encoding` is the WHATWG name
/// of the one that a person chose, against what the page says; empty: none.
std::optional<PageType> pageType(QByteArrayView body, QByteArrayView contentType, const QString &encoding = {});

} // namespace creel
