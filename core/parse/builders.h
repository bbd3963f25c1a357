#pragma once

#include "base/htmlparser.h"
#include "parse/parsebudget.h"

namespace creel {

/// The page as the chosen parser reads it, scripting disabled. `utf8` is valid UTF-8 without a byte order mark, as
/// decodeToUtf8() gives it. What the builders do about a spent budget, and where they differ, is said at each: gumbobuilder.h,
/// html/parser.h. Pure; any thread.
ParsedDocument buildDocument(HtmlParser parser, const QByteArray &utf8, const ParseBudget &budget = {});

} // namespace creel
