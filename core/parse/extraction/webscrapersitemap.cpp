#include "parse/extraction/webscrapersitemap.h"

#include "base/jsontext.h"

#include <array>
#include <optional>
#include <utility>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Type = WebScraperSelector::Type;

constexpr qsizetype mostUrls = 10'000;
constexpr size_t mostSelectors = 300;

constexpr std::array<std::pair<const char16_t *, Type>, 14> types = {{
    {u"SelectorText", Type::Text},
    {u"SelectorLink", Type::Link},
    {u"SelectorPopupLink", Type::Link},
    {u"SelectorImage", Type::Image},
    {u"SelectorElementAttribute", Type::Attribute},
    {u"SelectorHTML", Type::Html},
    {u"SelectorGroup", Type::Group},
    {u"SelectorGrouped", Type::Group},
    {u"SelectorTable", Type::Table},
    {u"SelectorElement", Type::Element},
    {u"SelectorElementScroll", Type::Element},
    {u"SelectorElementClick", Type::Element},
    {u"SelectorPagination", Type::Pagination},
    {u"SelectorSitemapXmlLink", Type::SitemapXml},
}};

/// What is wrong, and where: thrown nowhere, kept until the end.
struct Problem {
    TextPlace place;
    QString message;
};

class SitemapReader
{
public:
    WebScraperSitemap read(const JsonText &json);

    std::optional<Problem> problem; ///< the first one

private:
    void fail(const JsonText &json, const QString &message)
    {
        if (!problem)
            problem = {json.place, message};
    }
    const JsonText *member(const JsonText &object, QStringView name) const;
    QString text(const JsonText &object, QStringView name);
    QStringList texts(const JsonText &object, QStringView name);
    WebScraperSelector selector(const JsonText &json);
    void columns(const JsonText &json, WebScraperSelector &selector);
    void addUrls(const QString &url, WebScraperSitemap &sitemap);
};

const JsonText *SitemapReader::member(const JsonText &object, QStringView name) const
{
    for (const JsonMember &member : object.members) {
        if (member.name == name && member.value.kind != JsonText::Kind::Null)
            return &member.value;
    }
    return nullptr;
}

QString SitemapReader::text(const JsonText &object, QStringView name)
{
    const JsonText *value = member(object, name);
    if (value && value->kind != JsonText::Kind::String)
        fail(*value, u"\"%1\" is a text in \"double quotes\"."_s.arg(name));
    return value ? value->text : QString();
}

/// A text alone is as good as an array of one.
QStringList SitemapReader::texts(const JsonText &object, QStringView name)
{
    const JsonText *value = member(object, name);
    QStringList found;
    if (!value)
        return found;
    if (value->kind == JsonText::Kind::String)
        return {value->text};
    if (value->kind != JsonText::Kind::Array)
        fail(*value, u"\"%1\" is an array of texts, […]."_s.arg(name));
    for (const JsonText &item : value->items) {
        if (item.kind != JsonText::Kind::String)
            fail(item, u"\"%1\" has texts in \"double quotes\" only."_s.arg(name));
        found << item.text;
    }
    return found;
}

WebScraperSitemap SitemapReader::read(const JsonText &json)
{
    WebScraperSitemap sitemap;
    const JsonText *selectors = json.kind == JsonText::Kind::Object ? member(json, u"selectors") : nullptr;
    if (!selectors || selectors->kind != JsonText::Kind::Array) {
        fail(selectors ? *selectors : json,
             u"This is no sitemap of webscraper.io: it is an object with an array \"selectors\". Export it there with "
             u"\"Export Sitemap\"."_s);
        return sitemap;
    }
    sitemap.name = text(json, u"_id");
    for (const QString &url : texts(json, u"startUrl") + texts(json, u"startUrls"))
        addUrls(url, sitemap);
    if (selectors->items.size() > mostSelectors)
        fail(*selectors, u"It has more than %1 selectors."_s.arg(mostSelectors));
    for (const JsonText &item : selectors->items)
        sitemap.selectors << selector(item);
    return sitemap;
}

WebScraperSelector SitemapReader::selector(const JsonText &json)
{
    WebScraperSelector read;
    if (json.kind != JsonText::Kind::Object) {
        fail(json, u"A selector is an object, {…}."_s);
        return read;
    }
    read.id = text(json, u"id");
    if (read.id.isEmpty())
        fail(json, u"A selector needs an \"id\"."_s);
    read.typeName = text(json, u"type");
    if (read.typeName.isEmpty())
        fail(json, u"The selector \"%1\" needs a \"type\"."_s.arg(read.id));
    for (const auto &[name, type] : types)
        if (read.typeName == QStringView(name))
            read.type = type;
    read.selector = text(json, u"selector").trimmed();
    read.regex = text(json, u"regex");
    read.attribute = text(json, u"extractAttribute");
    read.parents = texts(json, u"parentSelectors");
    const JsonText *multiple = member(json, u"multiple");
    if (multiple && multiple->kind != JsonText::Kind::Boolean)
        fail(*multiple, u"\"multiple\" is true or false."_s);
    read.isMultiple = multiple && multiple->boolean;
    if (read.type == Type::Table)
        columns(json, read);
    return read;
}

void SitemapReader::columns(const JsonText &json, WebScraperSelector &selector)
{
    selector.rowSelector = text(json, u"tableDataRowSelector");
    const JsonText *array = member(json, u"columns");
    if (!array || array->kind != JsonText::Kind::Array)
        return;
    int place = 0;
    for (const JsonText &column : array->items) {
        const JsonText *isWanted = member(column, u"extract");
        const QString name = text(column, u"name"), header = text(column, u"header");
        if (!isWanted || isWanted->kind != JsonText::Kind::Boolean || isWanted->boolean)
            selector.columns << WebScraperSelector::Column{name.isEmpty() ? header : name, place};
        ++place;
    }
}

/// A number of a range, and how wide it is written: "001".
struct RangeNumber {
    qint64 value = 0;
    qsizetype width = 0;
};

std::optional<RangeNumber> numberOf(const QString &text)
{
    bool isNumber = false;
    const qint64 value = text.size() <= 9 ? text.toLongLong(&isNumber) : 0;
    if (!isNumber || value < 0 || !text.front().isDigit())
        return std::nullopt;
    return RangeNumber{value, text.startsWith(u'0') ? text.size() : 1};
}

/// "[from-to]" or "[from-to:step]": only the first one of a URL is a range, as there.
void SitemapReader::addUrls(const QString &url, WebScraperSitemap &sitemap)
{
    const qsizetype open = url.indexOf(u'['), close = url.indexOf(u']', open + 1);
    const QString range = open >= 0 && close > open ? url.sliced(open + 1, close - open - 1) : QString();
    const auto from = numberOf(range.section(u'-', 0, 0)), to = numberOf(range.section(u'-', 1).section(u':', 0, 0));
    const QString stepText = range.section(u':', 1);
    const auto step = stepText.isEmpty() ? RangeNumber{1} : numberOf(stepText);
    if (range.count(u'-') != 1 || !from || !to || !step || step->value == 0) {
        sitemap.startUrls << url;
        return;
    }
    for (qint64 number = from->value; number <= to->value; number += step->value) {
        if (sitemap.startUrls.size() >= mostUrls) {
            sitemap.notes << u"The start URL %1 means more than %2 pages: those from %3 on are left out."_s.arg(url)
                                 .arg(mostUrls)
                                 .arg(number);
            return;
        }
        sitemap.startUrls << url.first(open) + QString::number(number).rightJustified(from->width, u'0')
                + url.sliced(close + 1);
    }
}

} // namespace

Expected<WebScraperSitemap, QString> readWebScraperSitemap(const QByteArray &utf8)
{
    const auto at = [](TextPlace place, const QString &message) {
        return Unexpected(u"%1:%2: %3"_s.arg(place.line).arg(place.column).arg(message));
    };
    const Expected<JsonText, JsonTextError> json = parseJsonText(utf8);
    if (!json)
        return at(json.error().place, json.error().message);
    SitemapReader reader;
    WebScraperSitemap sitemap = reader.read(*json);
    if (reader.problem)
        return at(reader.problem->place, reader.problem->message);
    return sitemap;
}

} // namespace creel
