#pragma once

#include "base/expected.h"
#include "parse/expressionerror.h"
#include "parse/structured/structureddata.h"

#include <optional>

namespace creel {

/// The way to values of structured data: "Product.offers.price" is the type of an item, and the names of the properties that
/// lead from it to the values, with dots between. A part that has a dot in it stands between double quotes.
///
/// The type is an item's, wherever it stands in the page, in full or behind its last '/', '#' or ':'; "OpenGraph" and "Twitter" are
/// those items whatever their type, and `*` is any item. A name matches in full or without its prefix: "OpenGraph.title" is og:title.
/// A path of one syntax sees its items alone; of Open Graph and Twitter it may leave out the type: "title", "og:title".
class StructuredPath
{
public:
    static constexpr qsizetype maxLength = 1 << 12;

    /// Of one syntax, or of all.
    static Expected<StructuredPath, ExpressionError> compile(QStringView text,
                                                             std::optional<StructuredSyntax> syntax = std::nullopt);

    /// The values in the order of the items, each once; those that are items have their place alone. Linear in the
    /// data for each part.
    std::vector<StructuredProperty> select(const StructuredData &data) const;

private:
    StructuredPath(std::vector<QByteArray> parts, std::optional<StructuredSyntax> syntax)
        : m_parts(std::move(parts)), m_syntax(syntax)
    {
    }

    std::vector<QByteArray> m_parts; ///< two or more
    std::optional<StructuredSyntax> m_syntax;
};

} // namespace creel
