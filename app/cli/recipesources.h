#pragma once

#include <QString>

namespace creel::cli {

// Where recipes come from, each an action of `creel-cli recipe`. They print, and return the exit code.

int listExtras();
int listTemplates();
int printTemplate(const QString &name);
int listTypes(const QString &file);                               ///< of structured data in a page
int printRecipeForType(const QString &type, const QString &file); ///< `type` is "Product" or "microdata:Product"
int importRecipe(const QString &file);                            ///< a sitemap of webscraper.io

} // namespace creel::cli
