#pragma once

#include "base/expected.h"
#include "base/recipe.h"

#include <QString>

namespace creel {

/// A date, with a time or without, as ISO 8601: "2024-05-01", "2024-05-01T10:00:00+02:00"; a time without a zone stays one. Reads
///   ISO 8601 and RFC 3339            2024-05-01, 20240501, 2024-05-01T10:00:00.5Z, 2024-05-01 10:00 +0200
///   RFC 1123, RFC 850, asctime       Sun, 06 Nov 1994 08:49:37 GMT
///   written with months' names       6 November 1994, Nov 6th, 1994 at 8:49 pm, 6. Jänner 1994, 1er août 2024, 6 de mayo de 1994
///   numbers                          2024/5/1, 31.12.2024, 12/31/2024
/// in English, German, French and Spanish, in any case. Of numbers with the year behind, one that is above 12 says which is the
/// day; 3/4/2024 is an error unless `order` says it (31.12.2024 with MonthFirst is one too). So is a year of two digits,
/// a weekday that the date doesn't have, a day that its month doesn't have, and any word that is not known. Pure: no date is
/// relative to today. The error is a sentence that says what to do.
Expected<QString, QString> parseDate(QStringView text, DateOrder order = DateOrder::Unknown);

} // namespace creel
