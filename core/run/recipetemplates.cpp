#include "run/recipetemplates.h"

#include <QFile>

#include <algorithm>

static void loadTemplates() // a static library's resources are linked in only when asked for, outside any namespace
{
    Q_INIT_RESOURCE(recipes);
}

namespace creel {

namespace {

struct Purpose {
    const char *name;
    const char *text;
};

constexpr Purpose purposes[] = {
    {"seo", "Checks a page as search engines see it: lengths, headings, robots, links, pictures, language."},
    {"page-extras", "Takes all that Creel knows of any page without a selector, from encoding to security headers."},
    {"product",
     "Takes a product's name, price, availability and rating from JSON-LD, and from microdata, Open Graph and the "
     "page itself beside them."},
    {"article", "Takes headline, author, dates and main text of an article or a piece of news."},
    {"cooking-recipe", "Takes ingredients, instructions, times and rating of a cooking recipe."},
    {"event", "Takes an event: when, where, by whom, for how much."},
    {"job-posting", "Takes a job: title, company, place, employment, salary."},
    {"organization", "Takes an organisation or a local business: name, address, phone, hours, position."},
    {"faq", "Takes a row for each question that the page answers in its structured data."},
    {"breadcrumb", "Takes a row for each step of the page's breadcrumbs."},
    {"open-graph", "Takes what a page tells social networks: Open Graph and Twitter cards."},
    {"search-hits", "Takes a row for each hit of a results page: what has a heading with a link in it."},
    {"table-rows", "Takes a row for each row of the page's tables, up to eight columns wide."},
    {"links", "Takes a row for each link of the page, with its text and rel."},
    {"images", "Takes a row for each picture of the page, with its text and size."},
    {"headings", "Takes a row for each heading of the page, with its level."},
    {"contacts", "Takes mail addresses, phone numbers, the postal address and profiles elsewhere."},
};

QList<RecipeTemplate> readTemplates()
{
    loadTemplates();
    QList<RecipeTemplate> templates;
    for (const Purpose &purpose : purposes) {
        RecipeTemplate made{QString::fromLatin1(purpose.name), QString::fromUtf8(purpose.text), {}};
        QFile file(QStringLiteral(":/recipes/%1.json").arg(made.name));
        const bool isOpen = file.open(QIODevice::ReadOnly);
        const Expected<Recipe, QList<RecipeError>> recipe = recipeFromJson(isOpen ? file.readAll() : QByteArray());
        Q_ASSERT(recipe); // the tests read them all
        if (recipe)
            made.recipe = *recipe;
        templates.append(std::move(made));
    }
    return templates;
}

} // namespace

const QList<RecipeTemplate> &recipeTemplates()
{
    static const QList<RecipeTemplate> templates = readTemplates();
    return templates;
}

const RecipeTemplate *findRecipeTemplate(const QString &name)
{
    const QList<RecipeTemplate> &all = recipeTemplates();
    const auto found =
        std::find_if(all.begin(), all.end(), [&name](const RecipeTemplate &t) { return t.name == name; });
    return found == all.end() ? nullptr : &*found;
}

} // namespace creel
