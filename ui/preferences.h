#pragma once

#include "base/crawloptions.h"
#include "base/exportoptions.h"

class QSettings;

namespace creel {

/// What a person has chosen for all runs to come.
struct Preferences {
    CrawlOptions crawl;
    ExportOptions exporting;

    static Preferences load(const QSettings &settings);
    void save(QSettings &settings) const;
};

} // namespace creel
