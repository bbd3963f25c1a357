// Structured data: what any page says of itself is a list of items that hang together, and any text is a path into it or an
// error with its place.
// Input: the path, a line; the page.

#include "targets.h"

#include "parse/charset.h"
#include "parse/html/parser.h"
#include "parse/structured/structuredpath.h"

#include <QStringList>

#include <algorithm>

namespace creel::fuzz {
namespace {

void checkData(const StructuredData &data, quint32 pageSize)
{
    const auto isInPage = [pageSize](SourceRange range) { return range.begin <= range.end && range.end <= pageSize; };
    for (const StructuredItem &item : data.items) {
        require(isInPage(item.source), "an item comes from the page");
        for (const StructuredProperty &property : item.properties) {
            require(isInPage(property.source), "a value comes from the page");
            if (property.item == StructuredProperty::noItem)
                continue;
            require(property.item < data.items.size(), "a value that is an item is one of them");
            require(data.items[property.item].syntax == item.syntax, "an item's items are of its syntax");
            require(property.text.isEmpty(), "a value is a text or an item");
        }
    }
    for (const StructuredData::Error &error : data.errors)
        require(!error.message.isEmpty() && isInPage(error.source), "an error says why, and where");
    const QStringList types = structuredTypes(data);
    require(std::is_sorted(types.begin(), types.end()) && std::adjacent_find(types.begin(), types.end()) == types.end(),
            "types are sorted, each once");
}

bool isSame(const StructuredProperty &a, const StructuredProperty &b)
{
    return a.name == b.name && a.text == b.text && a.source == b.source && a.item == b.item;
}

/// What each syntax gives by itself is a part of what all give.
void checkPath(const QString &text, const StructuredData &data)
{
    const auto path = StructuredPath::compile(text);
    if (!path) {
        require(path.error().offset >= 0 && path.error().offset <= text.size(), "an error has a place in the text");
        require(!path.error().message.isEmpty(), "an error says why");
        return;
    }
    const std::vector<StructuredProperty> all = path->select(data);
    size_t sum = 0;
    for (const StructuredSyntax syntax : {StructuredSyntax::JsonLd, StructuredSyntax::Microdata, StructuredSyntax::Rdfa,
                                          StructuredSyntax::OpenGraph, StructuredSyntax::Twitter}) {
        const auto ofOne = StructuredPath::compile(text, syntax);
        require(bool(ofOne), "a path is one in any syntax");
        const std::vector<StructuredProperty> values = ofOne->select(data);
        sum += values.size();
        for (const StructuredProperty &value : values)
            require(std::any_of(all.begin(), all.end(), [&](const auto &one) { return isSame(one, value); }),
                    "what a syntax gives, all give");
    }
    require(sum == all.size(), "syntaxes share no item");
}

} // namespace

void structured(QByteArrayView input)
{
    const ExactBytes path(takeLine(input)), page(input);
    const QByteArray utf8 = decodeToUtf8(page.array(), u"utf-8");
    const Document document = html::parse(utf8).document;
    const Expected<Url, UrlError> url = Url::parse(u"http://a.test/b/c.html");
    const StructuredData data = readStructuredData(document, *url, {100'000});
    checkData(data, quint32(utf8.size()));
    const QString text = QString::fromUtf8(path.array());
    checkPath(text, data);

    const StructuredData withoutUrl = readStructuredData(document, Url(), {100'000});
    require(data.tooComplex || withoutUrl.tooComplex || withoutUrl.items.size() == data.items.size(),
            "a page's URL changes no item");
    const StructuredData less = readStructuredData(document, *url, {500});
    require(less.items.size() <= data.items.size(), "a smaller budget finds no more");
    checkData(less, quint32(utf8.size()));
}

} // namespace creel::fuzz
