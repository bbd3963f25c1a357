#pragma once

#include "base/recipe.h"
#include "run/pageextractor.h"

#include <QList>
#include <QString>

namespace creel {

/// A type of a page's structured data, and the syntax that it is written in.
struct TypeOnPage {
    RuleKind kind = RuleKind::JsonLd; ///< or Microdata, Rdfa
    QString type;                     ///< "Product"
    friend bool operator==(const TypeOnPage &, const TypeOnPage &) = default;
};

/// All of a page, each once, sorted. A page that is no HTML has none. Pure; any thread.
QList<TypeOnPage> typesOnPage(const StoredPage &page);

/// A recipe for all that the page says of items of a type (parse/structured/structuredtemplate.h); without fields where it has none.
Recipe recipeForType(const StoredPage &page, const TypeOnPage &type);

} // namespace creel
