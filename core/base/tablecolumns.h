#pragma once

#include "base/recipe.h"
#include "base/record.h"

#include <QList>
#include <QString>

namespace creel {

struct TableColumn {
    Column column;
    QString name; ///< as exports have it
    bool isNumber = false;
};

/// The columns of a run's exports: the standard ones (depth and found_on only of a crawl), then those of its recipe (`records` only
/// where a page can have several). A field whose name is taken already, but for case, becomes "name_2".
QList<TableColumn> tableColumns(bool isCrawl, const Recipe &recipe);

} // namespace creel
