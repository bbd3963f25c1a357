#include "parse/html/parser.h"

#include "parse/html/treebuilder.h"

namespace creel::html {

ParsedDocument parse(const QByteArray &utf8, const ParseBudget &budget)
{
    if (utf8.size() > DocumentBuilder::maxSourceBytes)
        return {Document(), true};
    return TreeBuilder(utf8).build(budget);
}

ParsedDocument parseFragment(const QByteArray &utf8, const FragmentContext &context, const ParseBudget &budget)
{
    if (utf8.size() > DocumentBuilder::maxSourceBytes)
        return {Document(), true};
    TreeBuilder builder(utf8);
    builder.beginFragment(context);
    return builder.build(budget);
}

} // namespace creel::html
