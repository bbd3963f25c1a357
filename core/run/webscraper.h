#pragma once

#include "base/expected.h"
#include "base/recipeimport.h"

#include <QByteArray>
#include <QString>

namespace creel {

/// The JSON that webscraper.io exports as a recipe (parse/extraction/webscraperimport.h). The error is a sentence, with line and column
/// where the JSON is broken. Pure; any thread.
Expected<RecipeImport, QString> importWebScraper(const QByteArray &json);

} // namespace creel
