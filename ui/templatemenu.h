#pragma once

#include "base/recipe.h"
#include "run/typetemplates.h"

#include <QMenu>

namespace creel {

class RecipePreview;

/// Recipes to start from: those for usual sites, and one for each type of thing that the open page has data of.
class TemplateMenu : public QMenu
{
    Q_OBJECT
public:
    /// Borrows the preview, which outlives it.
    explicit TemplateMenu(RecipePreview &preview, QWidget *parent = nullptr);

Q_SIGNALS:
    void chosen(const creel::Recipe &recipe);

private:
    void showTypes(const QList<TypeOnPage> &types);

    RecipePreview &m_preview;
    QList<QAction *> m_ofPage;
};

} // namespace creel
