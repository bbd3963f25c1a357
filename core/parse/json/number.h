#pragma once

#include <QByteArrayView>

#include <compare>

namespace creel::json {

/// Compares two numbers as RFC 8259 §6 writes them, by value and exactly: 1e2 is 100, and 9007199254740993 is not
/// 9007199254740992, which it would be as a double. Exponents count up to ±10^17. Linear, without allocation.
std::strong_ordering compareNumbers(QByteArrayView a, QByteArrayView b);

} // namespace creel::json
