#pragma once

#include "base/expected.h"
#include "base/recipeimport.h"

#include <QByteArray>
#include <QString>

namespace creel {

/// A sitemap of webscraper.io as a recipe: its fields become fields, elements of which there are many become containers (two levels, of the one with the most fields), tables
/// containers of rows. A recipe is for every page: fields behind a link become fields of the page. Clicks and scrolling are not
/// done. The error is the place of broken JSON, "3:12: …", or that nothing could be taken over. Pure; any thread.
Expected<RecipeImport, QString> importWebScraperSitemap(const QByteArray &utf8);

} // namespace creel
