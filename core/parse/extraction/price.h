#pragma once

#include "base/expected.h"

#include <QString>

namespace creel {

/// A price: an amount and, before or behind it, a currency.
struct Price {
    QString amount;   ///< as JSON has numbers: "12.50"
    QString currency; ///< ISO 4217 code; empty where none is written
    friend bool operator==(const Price &, const Price &) = default;
};

/// "ab 1.299,00 €*" is no price, "1.299,00 €", "EUR 1299" and "US$ 12" are. Amounts are read as numbers (number.h), but 1.234 is
/// read as 1234: prices have two decimals, unless their currency has three (BHD, IQD, JOD, KWD, LYD, OMR, TND). ",-" and ".–"
/// behind an amount say that there are no decimals. Currencies are ISO 4217 codes in any case and signs: $ alone is USD,
/// £ GBP, ¥ JPY; kr alone can be three, an error unless `currency` says which. The error is a sentence that says what to do.
Expected<Price, QString> parsePrice(QStringView text, QChar decimal = {}, const QString &currency = {});

bool isCurrencyCode(QStringView code); ///< of ISO 4217, in upper case

} // namespace creel
