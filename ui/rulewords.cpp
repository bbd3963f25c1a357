#include "rulewords.h"

#include <QCoreApplication>

namespace creel {

namespace {
QString tr(const char *text) { return QCoreApplication::translate("creel::RuleWords", text); }

bool findsElements(RuleKind kind) { return kind == RuleKind::Css || kind == RuleKind::XPath; }
} // namespace

QString kindTitle(RuleKind kind)
{
    switch (kind) {
    case RuleKind::Css:
        return tr("CSS selector");
    case RuleKind::XPath:
        return tr("XPath");
    case RuleKind::Regex:
        return tr("Regex");
    case RuleKind::JsonPath:
        return tr("JSONPath");
    case RuleKind::JsonLd:
        return tr("JSON-LD");
    case RuleKind::Microdata:
        return tr("Microdata");
    case RuleKind::Rdfa:
        return tr("RDFa");
    case RuleKind::OpenGraph:
        return tr("Open Graph");
    case RuleKind::TwitterCard:
        return tr("Twitter card");
    case RuleKind::Header:
        return tr("Header field");
    case RuleKind::UrlPart:
        return tr("Part of the URL");
    case RuleKind::Constant:
        return tr("Constant");
    case RuleKind::Page:
        return tr("Extra of the page");
    }
    return ruleKindName(kind);
}

QString kindHint(RuleKind kind)
{
    switch (kind) {
    case RuleKind::Css:
        return tr("Elements of the page: h1, .price, table tr:nth-child(2) > td");
    case RuleKind::XPath:
        return tr("Nodes of the page, XPath 1.0: //h2[@class='title']");
    case RuleKind::Regex:
        return tr("Matches in the source of the page: sku: (\\d+)");
    case RuleKind::JsonPath:
        return tr("Values of a JSON answer: $.items[*].name");
    case RuleKind::JsonLd:
        return tr("A path in the page’s JSON-LD: Product.offers.price");
    case RuleKind::Microdata:
        return tr("A path in the page’s microdata: Product.name");
    case RuleKind::Rdfa:
        return tr("A path in the page’s RDFa: Product.name");
    case RuleKind::OpenGraph:
        return tr("An Open Graph property: og:title");
    case RuleKind::TwitterCard:
        return tr("A property of the Twitter card: twitter:title");
    case RuleKind::Header:
        return tr("The name of a header field of the answer: Last-Modified");
    case RuleKind::UrlPart:
        return tr(
            "href, origin, scheme, host, port, path, file, query, fragment, path:2 (its second part), query:page");
    case RuleKind::Constant:
        return tr("The text itself, the same on every page");
    case RuleKind::Page:
        return tr(
            "What can be known of any page, by its name: word-count, meta-robots, hreflang, main-text, inlinks …");
    }
    return {};
}

QString takeTitle(Take take)
{
    switch (take) {
    case Take::Text:
        return tr("Text");
    case Take::VisibleText:
        return tr("Visible text");
    case Take::InnerHtml:
        return tr("Inner HTML");
    case Take::OuterHtml:
        return tr("Outer HTML");
    case Take::Attribute:
        return tr("Attribute");
    case Take::AbsoluteUrl:
        return tr("Absolute URL");
    case Take::Count:
        return tr("How many");
    case Take::Exists:
        return tr("Whether any");
    }
    return {};
}

QString manyTitle(Many many)
{
    switch (many) {
    case Many::First:
        return tr("The first");
    case Many::Last:
        return tr("The last");
    case Many::Joined:
        return tr("All, joined");
    case Many::Rows:
        return tr("One row each");
    }
    return {};
}

QString typeTitle(FieldType type)
{
    switch (type) {
    case FieldType::Text:
        return tr("Text");
    case FieldType::Number:
        return tr("Number");
    case FieldType::Boolean:
        return tr("True or false");
    case FieldType::Date:
        return tr("Date");
    case FieldType::Url:
        return tr("URL");
    }
    return {};
}

bool mayTake(RuleKind kind, Take take)
{
    return findsElements(kind) || take == Take::Text || take == Take::AbsoluteUrl || take == Take::Count
        || take == Take::Exists;
}

bool mayContain(RuleKind kind)
{
    return kind == RuleKind::Css || kind == RuleKind::XPath || kind == RuleKind::JsonPath;
}

bool hasAttribute(const Field &field)
{
    return findsElements(field.kind) && (field.take == Take::Attribute || field.take == Take::AbsoluteUrl);
}

} // namespace creel
