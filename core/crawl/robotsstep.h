#pragma once

#include "base/url.h"
#include "crawl/robotscache.h"
#include "net/http.h"

#include <optional>

namespace creel {

/// What an answer to a request for robots.txt means (RFC 9309 §2.3.1): where to ask next, or what was found.
struct RobotsStep {
    std::optional<Url> next;
    RobotsFinding finding;
};

/// `redirects` were followed before `url` was asked. Undoes the content coding. Pure; any thread: up to some milliseconds.
RobotsStep robotsStep(const Url &url, const FetchResult &result, int redirects);

} // namespace creel
