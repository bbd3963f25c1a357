#pragma once

#include "base/expected.h"
#include "base/htmlparser.h"
#include "base/recipe.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace creel {

class CompiledRecipe;

/// Bytes [begin, end) of a page as UTF-8: those of its file where that is UTF-8. None: begin is -1.
struct PageRange {
    qint64 begin = -1;
    qint64 end = -1;
};

struct PageValue {
    bool isFound = false;
    QString text;
    QString error; ///< why there is none where there should be one
    PageRange source;
};

struct PageRecord {
    QList<PageValue> values; ///< as PageExtractor::names()
    PageRange source;        ///< of its container
};

struct PageRecords {
    QList<PageRecord> records;
    QString error; ///< records are missing, and why
};

/// A page that lies at hand.
struct StoredPage {
    QByteArray body;
    QByteArray contentType = {}; ///< empty: the body is looked at
    QByteArray url = {};         ///< what references resolve against; empty: not known
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    HtmlParser parser = defaultHtmlParser;
};

/// A recipe at work on pages, as runs have it: bytes → charset → document → records. A value; any thread.
class PageExtractor
{
public:
    /// All that is wrong with the recipe, at once.
    static Expected<PageExtractor, QList<RecipeError>> make(const Recipe &recipe);

    QStringList names() const;
    FieldType type(qsizetype column) const;
    PageRecords extract(const StoredPage &page) const;

private:
    explicit PageExtractor(std::shared_ptr<const CompiledRecipe> recipe) : m_recipe(std::move(recipe)) { }

    std::shared_ptr<const CompiledRecipe> m_recipe;
};

} // namespace creel
