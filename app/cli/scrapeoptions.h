#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"

#include <QCommandLineParser>
#include <QString>

namespace creel::cli {

/// The options that become CrawlOptions: their names, units, defaults and bounds in one table.
void addCrawlOptions(QCommandLineParser &parser);
/// `options` with those changed that were given; or a sentence that names the one that is wrong.
Expected<CrawlOptions, QString> withCrawlOptions(CrawlOptions options, const QCommandLineParser &parser);
/// `options` with the one called `name` as if nobody had ever given it; or a sentence: there is no such option.
Expected<CrawlOptions, QString> withDefault(CrawlOptions options, const QString &name);

} // namespace creel::cli
