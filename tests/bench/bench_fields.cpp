// What ten CSS fields cost beside parsing and the standard columns, on real pages; and whether many records stay linear.
//   bench_fields FOLDER [ROUNDS]   medians of CPU time on one core, in turns
#include "pages.h"

#include "parse/extraction/compiledrecipe.h"
#include "parse/extractor.h"

#include <cstdio>
#include <cstdlib>

using namespace creel;
using namespace creel::bench;
using namespace Qt::StringLiterals;

namespace {

Field field(const QString &expression, Take take = Take::Text, Many many = Many::First, const QString &attribute = {})
{
    Field made;
    made.name = expression;
    made.expression = expression;
    made.take = take;
    made.attribute = attribute;
    made.many = many;
    return made;
}

CompiledRecipe compiled(const Recipe &recipe)
{
    const auto made = CompiledRecipe::compile(recipe);
    if (!made)
        qFatal("%s", qPrintable(made.error().front().toString()));
    return *made;
}

/// Fields that people ask for: of one element and of many, of such as most pages have and of such as few do.
CompiledRecipe tenFields()
{
    Recipe recipe;
    recipe.fields = {field(u"h1"_s, Take::VisibleText),
                     field(u"meta[name=description]"_s, Take::Attribute, Many::First, u"content"_s),
                     field(u"link[rel~=canonical]"_s, Take::AbsoluteUrl),
                     field(u"meta[property='og:image']"_s, Take::Attribute, Many::First, u"content"_s),
                     field(u".price, .product-price, [itemprop=price]"_s),
                     field(u"a[href]"_s, Take::Attribute, Many::Joined, u"href"_s),
                     field(u"img[src]"_s, Take::Attribute, Many::Rows, u"src"_s),
                     field(u"article p, #content p, main p"_s, Take::Text, Many::Joined),
                     field(u".breadcrumb a"_s, Take::VisibleText, Many::Joined),
                     field(u"table tr"_s, Take::Count)};
    return compiled(recipe);
}

void extract(const Page &page, const CompiledRecipe *recipe)
{
    PageInput input;
    input.body = page.body;
    input.contentType = "text/html";
    input.url = "http://example.com/dir/page.html";
    input.recipe = recipe;
    const PageFields fields = extractPage(input);
    if (!fields.isHtml)
        qFatal("%s is no page", qPrintable(page.path));
}

double secondsFor(const std::vector<Page> &pages, const CompiledRecipe *recipe)
{
    const double start = threadCpuSeconds();
    for (const Page &page : pages)
        extract(page, recipe);
    return threadCpuSeconds() - start;
}

double median(std::vector<double> values)
{
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

bool measureTenFields(const std::vector<Page> &pages, int rounds)
{
    constexpr double limit = 1.25;
    const CompiledRecipe recipe = tenFields();
    std::vector<double> without, with;
    for (int round = 0; round <= rounds; ++round) { // the first one warms up
        const double plain = secondsFor(pages, nullptr), filled = secondsFor(pages, &recipe);
        if (round > 0) {
            without.push_back(plain);
            with.push_back(filled);
        }
    }
    const auto count = double(pages.size());
    const double ratio = median(with) / median(without);
    std::printf("parse + standard columns %.3f ms/page, with ten CSS fields %.3f: %.3f x   <= %.2f: %s\n",
                median(without) / count * 1e3, median(with) / count * 1e3, ratio, limit,
                ratio <= limit ? "holds" : "FALLS SHORT");
    return ratio <= limit;
}

/// A list of records, and a second field that none has.
Page listPage(int records)
{
    const QByteArray record = "<li class='card wide'><h3><a href='/item'>Name</a></h3><p class=price>12.50</p>"
                              "<img src=a.jpg><script type=application/json>{\"id\": 5}</script></li>";
    const QByteArray page = "<!DOCTYPE html><title>t</title><ul>" + record.repeated(records) + "</ul>";
    return {u"%1 records"_s.arg(records), page, page};
}

Recipe recordsOf(RuleKind container, const QString &expression)
{
    Recipe recipe;
    recipe.container = Container{container, expression, {}, {}, {}};
    QList<Field> &fields = recipe.container->fields;
    for (const QString &css :
         {u"h3"_s, u".price"_s, u"a[href]"_s, u"img"_s, u":scope > p"_s, u".none"_s, u"h3:has(> a)"_s})
        fields << field(css);
    for (const QString &xpath : {u"h3/a"_s, u".//p[@class='price']"_s}) {
        fields << field(xpath);
        fields.back().kind = RuleKind::XPath;
    }
    fields << field(u"$.id"_s);
    fields.back().kind = RuleKind::JsonPath;
    return recipe;
}

/// Ten fields of 1,000 and of 4,000 records.
bool measureRecords(const char *name, const Recipe &recipe, int rounds)
{
    constexpr double limit = 5; // 4 would be linear to the letter; memory grows out of the caches
    const CompiledRecipe ready = compiled(recipe);
    const std::vector<Page> few{listPage(1000)}, many{listPage(4000)};
    std::vector<double> ofFew, ofMany;
    for (int round = 0; round < rounds; ++round) {
        ofFew.push_back(secondsFor(few, &ready));
        ofMany.push_back(secondsFor(many, &ready));
    }
    const double growth = median(ofMany) / median(ofFew);
    std::printf("%-10s 1,000 records %.1f ms, 4,000 records %.1f ms: %.2f x   <= %.1f: %s\n", name, median(ofFew) * 1e3,
                median(ofMany) * 1e3, growth, limit, growth <= limit ? "holds" : "FALLS SHORT");
    return growth <= limit;
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;
    if (argc < 2 || argc > 3 || rounds < 1) {
        std::fputs("usage: bench_fields FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    stayOnOneCore();
    std::vector<Page> pages;
    for (const QString &path : pagePaths(QString::fromLocal8Bit(argv[1])))
        pages.push_back(readPage(path));
    if (pages.empty()) {
        std::fprintf(stderr, "bench_fields: no *.html below %s\n", argv[1]);
        return 2;
    }
    std::printf("%zu pages, %d rounds\n", pages.size(), rounds);
    bool isGood = measureTenFields(pages, rounds);
    isGood &= measureRecords("css", recordsOf(RuleKind::Css, u"li.card"_s), rounds);
    isGood &= measureRecords("xpath", recordsOf(RuleKind::XPath, u"//li"_s), rounds);
    return isGood ? 0 : 1;
}
