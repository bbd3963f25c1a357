#pragma once

#include "parse/css/compiledselector.h"
#include "parse/css/tokenstream.h"

namespace creel::css {

/// The An+B microsyntax (CSS Syntax §6), with white space around it. False with an error in `tokens` where there is none.
bool parseAnPlusB(TokenStream &tokens, NthPattern &pattern);

} // namespace creel::css
