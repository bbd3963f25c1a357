#pragma once

#include "parse/parsebudget.h"

namespace creel {

/// Builds a Document with gumbo-parser, scripting disabled. `utf8` is valid UTF-8 without a byte order mark, as
/// decodeToUtf8() gives it. Accepts any bytes. A page that spends the budget is parsed again up to its first 64 kB, or 8 kB,
/// for a quarter of the budget each: that is where titles and links to the canonical page stand. Pure; any thread.
///
/// What gumbo doesn't tell: where the doctype stood among comments (it comes first), whether the doctype's ids were missing
/// or empty (they are empty). Its quirks mode is wrong for doctypes that the standard knows by the beginning of their public id.
ParsedDocument buildWithGumbo(const QByteArray &utf8, const ParseBudget &budget = {});

} // namespace creel
