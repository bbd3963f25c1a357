#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"

#include <QCommandLineParser>

namespace creel::cli {

/// The options of crawl mode and of manners: which found URLs join a run, robots.txt, the throttle and the network guard.
void addFollowOptions(QCommandLineParser &parser);
/// Sets those that were given, and leaves the others as they are. An error is a sentence.
Expected<CrawlOptions, QString> withFollowOptions(CrawlOptions options, const QCommandLineParser &parser);
/// Gives the option `name` its default. False: it is none of these.
bool resetFollowOption(CrawlOptions &options, const QString &name);

} // namespace creel::cli
