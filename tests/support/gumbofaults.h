#pragma once

#include "support/treedifference.h"

namespace creel::test {

inline constexpr char gumboFormTexts[] =
    "HTML §13.2.6.4.7, end tag \"form\": they are the form's; gumbo takes the form away before it has put them in";

struct GumboFaults {
    int formTexts = 0;
};

/// Changes `events` of our tree to what they would be of gumbo 0.10.1's, where that differs from the standard in a way that can
/// be told from the tree. How often it did, by fault.
GumboFaults applyGumboFaults(TreeEvents &events);

} // namespace creel::test
