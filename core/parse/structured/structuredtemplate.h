#pragma once

#include "base/recipe.h"
#include "parse/structured/structureddata.h"

namespace creel {

/// A recipe for the items of a type: a field for each way from them to a value, "Product.offers.price", named by what is behind the
/// type, "offers_price". Ways are at most six properties long and never pass an item twice; there are at most 100.
///
/// Where the page has several such items and each of them has exactly one of a value, that is a row for each; other values that are
/// several are joined. `type` is in full or short, as in StructuredPath; the syntax is JsonLd, Microdata or Rdfa. Without fields:
/// there is no such item.
Recipe structuredTemplate(const StructuredData &data, StructuredSyntax syntax, const QString &type);

} // namespace creel
