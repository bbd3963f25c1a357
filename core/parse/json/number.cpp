#include "parse/json/number.h"

#include <algorithm>

namespace creel::json {
namespace {

/// 0.d1d2d3… × 10^magnitude, d1 not 0; no digits at all for zero.
struct Decimal {
    explicit Decimal(QByteArrayView number);

    qsizetype size() const { return whole.size() + fraction.size(); }
    char digit(qsizetype i) const
    {
        if (i >= size())
            return '0';
        return i < whole.size() ? whole[i] : fraction[i - whole.size()];
    }

    bool isNegative = false;
    QByteArrayView whole, fraction;
    qint64 magnitude = 0;
};

QByteArrayView takeDigits(QByteArrayView &text)
{
    const auto *end = std::find_if_not(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
    const QByteArrayView digits = text.first(end - text.begin());
    text = text.sliced(digits.size());
    return digits;
}

/// Takes the zeros in front off, and says how many they were.
qsizetype dropZeros(QByteArrayView &digits)
{
    const auto *end = std::find_if(digits.begin(), digits.end(), [](char c) { return c != '0'; });
    const qsizetype zeros = end - digits.begin();
    digits = digits.sliced(zeros);
    return zeros;
}

qint64 exponentOf(QByteArrayView text) // behind the e
{
    constexpr qint64 limit = 100'000'000'000'000'000;
    const bool isNegative = text.startsWith('-');
    qint64 value = 0;
    for (const char c : text)
        if (c >= '0' && c <= '9')
            value = std::min(value * 10 + (c - '0'), limit);
    return isNegative ? -value : value;
}

Decimal::Decimal(QByteArrayView number)
{
    isNegative = number.startsWith('-');
    if (isNegative)
        number = number.sliced(1);
    whole = takeDigits(number);
    if (number.startsWith('.')) {
        number = number.sliced(1);
        fraction = takeDigits(number);
    }
    dropZeros(whole);
    magnitude = whole.isEmpty() ? -dropZeros(fraction) : whole.size();
    if (size() == 0) {
        isNegative = false; // -0 is 0
        magnitude = 0;
    } else if (!number.isEmpty()) {
        magnitude += exponentOf(number.sliced(1));
    }
}

std::strong_ordering compareSizes(const Decimal &a, const Decimal &b)
{
    if (a.size() == 0 || b.size() == 0)
        return (a.size() != 0) <=> (b.size() != 0);
    if (a.magnitude != b.magnitude)
        return a.magnitude <=> b.magnitude;
    for (qsizetype i = 0; i < std::max(a.size(), b.size()); ++i)
        if (a.digit(i) != b.digit(i))
            return a.digit(i) <=> b.digit(i);
    return std::strong_ordering::equal;
}

} // namespace

std::strong_ordering compareNumbers(QByteArrayView a, QByteArrayView b)
{
    const Decimal left(a), right(b);
    if (left.isNegative != right.isNegative)
        return left.isNegative ? std::strong_ordering::less : std::strong_ordering::greater;
    return left.isNegative ? compareSizes(right, left) : compareSizes(left, right);
}

} // namespace creel::json
