#include "run/webscraper.h"

#include "parse/extraction/webscraperimport.h"

namespace creel {

Expected<RecipeImport, QString> importWebScraper(const QByteArray &json) { return importWebScraperSitemap(json); }

} // namespace creel
