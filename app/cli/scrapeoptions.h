#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"

#include <QCommandLineParser>
#include <QString>

namespace creel::cli {

/// The options that become CrawlOptions: their names, units, defaults and bounds in one table.
void addCrawlOptions(QCommandLineParser &parser);
/// Their values; or a sentence that names the option that is wrong.
Expected<CrawlOptions, QString> crawlOptions(const QCommandLineParser &parser);

} // namespace creel::cli
