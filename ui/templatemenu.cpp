#include "templatemenu.h"

#include "rulewords.h"
#include "run/recipepreview.h"
#include "run/recipetemplates.h"

namespace creel {

TemplateMenu::TemplateMenu(RecipePreview &preview, QWidget *parent) : QMenu(parent), m_preview(preview)
{
    setToolTipsVisible(true);
    for (const RecipeTemplate &one : recipeTemplates()) {
        QAction *action = addAction(one.recipe.name);
        action->setToolTip(one.purpose);
        connect(action, &QAction::triggered, this, [this, &one] { Q_EMIT chosen(one.recipe); }); // they live for ever
    }
    connect(&preview, &RecipePreview::pageOpened, this, [this] { m_preview.findTypes(); });
    connect(&preview, &RecipePreview::typesFound, this, &TemplateMenu::showTypes);
    connect(&preview, &RecipePreview::recipeMade, this, [this](const TypeOnPage &, const Recipe &recipe) {
        if (!recipe.isEmpty())
            Q_EMIT chosen(recipe);
    });
}

void TemplateMenu::showTypes(const QList<TypeOnPage> &types)
{
    qDeleteAll(m_ofPage);
    m_ofPage.clear();
    if (types.isEmpty())
        return;
    m_ofPage << addSection(tr("Data of this page"));
    for (const TypeOnPage &type : types) {
        QAction *action = addAction(tr("%1 (%2)").arg(type.type, kindTitle(type.kind)));
        action->setToolTip(tr("All that this page says of each %1").arg(type.type));
        connect(action, &QAction::triggered, this, [this, type] { m_preview.makeRecipeFor(type); });
        m_ofPage << action;
    }
}

} // namespace creel
