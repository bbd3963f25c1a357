#pragma once

#include "base/recipe.h"

#include <QString>
#include <QStringList>

namespace creel {

/// What another program's description of a site became, and what had to be left out.
struct RecipeImport {
    Recipe recipe; ///< one that can be carried out
    QStringList startUrls;
    QStringList linkSelectors; ///< of the links that were followed there: for `scrape --crawl --select`
    QStringList notes;         ///< what could not be taken over, or is done in another way, and why; a sentence each
};

} // namespace creel
