#pragma once

#include "base/crawloptions.h"
#include "base/expected.h"
#include "base/fileerror.h"

#include <optional>

namespace creel {

class SqlConnection;

/// How the run file keeps its options: a JSON object, durations in milliseconds (`delay_ms`).
QByteArray toJson(const CrawlOptions &options);
/// The inverse. What is missing keeps its default (a missing parser is gumbo) and what is unknown is passed over, so that
/// older and newer files are read alike; nullopt when it is no JSON object at all.
std::optional<CrawlOptions> optionsFromJson(const QByteArray &json);

/// The options of the run file behind the connection.
Expected<CrawlOptions, FileError> readOptions(const SqlConnection &connection);

} // namespace creel
