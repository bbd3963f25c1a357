#include "parse/builders.h"

#include "parse/gumbobuilder.h"
#include "parse/html/parser.h"

namespace creel {

ParsedDocument buildDocument(HtmlParser parser, const QByteArray &utf8, const ParseBudget &budget)
{
    switch (parser) {
    case HtmlParser::Creel:
        return html::parse(utf8, budget);
    case HtmlParser::Gumbo:
        return buildWithGumbo(utf8, budget);
    }
    Q_UNREACHABLE();
}

} // namespace creel
