#pragma once

#include <QByteArrayView>

namespace creel {

/// How long a class or id is likely to stay what it is, from its spelling alone; the smaller the better.
enum class NameQuality : quint8 {
    Meaningful, ///< "product-card": somebody chose it for what the element is
    Styling,    ///< "col-md-4", "mt-2", "odd", "is-active": for how it looks, or for its state
    Generated, ///< "css-1x2y3z", "sc-bdVaJa", "Card_title__3xYz1": a build wrote it, and the next one will write another
};

NameQuality classQuality(QByteArrayView name);
/// Ids with digits count as generated: they number elements, or name records by their keys.
NameQuality idQuality(QByteArrayView id);

} // namespace creel
