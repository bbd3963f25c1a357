#pragma once

#include "base/expected.h"
#include "base/htmlparser.h"
#include "base/pagerecords.h"
#include "base/recipe.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

#include <memory>

namespace creel {

class CompiledRecipe;

/// A page that lies at hand.
struct StoredPage {
    QByteArray body;
    QByteArray contentType = {}; ///< empty: the body is looked at
    QByteArray url = {};         ///< what references resolve against; empty: not known
    QList<std::pair<QByteArray, QByteArray>> headers = {};
    HtmlParser parser = defaultHtmlParser;
    QString encoding = {}; ///< WHATWG name of the one that a person chose; empty: as the page says
};

/// What a run file keeps of an answer, as a page.
StoredPage storedPage(QByteArray body, const QByteArray &head, QByteArray url, HtmlParser parser);

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
