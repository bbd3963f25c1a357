// What pages cost, from memory, on one core: our parser beside gumbo and libxml2, in turns, medians of CPU time.
//   bench_parsers FOLDER [ROUNDS]     over the *.html below FOLDER, in 15 rounds
// A line for each figure, and for each limit whether it is kept; exits 1 when one is not. The limits are for real pages, mean
// 200 kB, and a Release build.
#include "heapmeter.h"
#include "pages.h"
#include "parse/builders.h"
#include "parse/documentbuilder.h"
#include "parse/extractor.h"
#include "parse/html/tokenizer.h"

#ifdef CREEL_HAS_LIBXML2
#include <libxml/HTMLparser.h>
#endif

#include <cstdio>
#include <functional>

using namespace creel;
using namespace creel::bench;

namespace {

/// One way to go through the pages.
struct Contender {
    const char *name;
    std::function<void(const Page &)> work;
    std::vector<double> roundSeconds = {};

    double secondsPerRound() const
    {
        std::vector<double> sorted = roundSeconds;
        std::sort(sorted.begin(), sorted.end());
        return sorted[sorted.size() / 2];
    }
};

volatile qsizetype kept; // so that nothing is left out for being unused

void extract(const Page &page, HtmlParser parser)
{
    PageInput input{.body = page.body, .contentType = "text/html", .url = "http://example.org/"};
    input.parser = parser;
    const PageFields fields = extractPage(input);
    kept = fields.title.size() + fields.words.value_or(0);
}

void buildTree(const Page &page, HtmlParser parser) { kept = buildDocument(parser, page.utf8).document.nodeCount(); }

#ifdef CREEL_HAS_LIBXML2
void buildLibxml2Tree(const Page &page)
{
    constexpr int options = HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET
        | HTML_PARSE_COMPACT | XML_PARSE_HUGE;
    xmlDoc *document = htmlReadMemory(page.utf8.constData(), int(page.utf8.size()), nullptr, "UTF-8", options);
    kept = document && document->children;
    xmlFreeDoc(document);
}
#endif

/// The tokens alone, with as much of a tree builder as sends the tokenizer into the states that scripts and the like need.
void tokenize(const Page &page)
{
    using State = html::Tokenizer::State;
    NameTable names;
    html::Tokenizer tokenizer(page.utf8, names);
    qsizetype count = 0;
    for (;; ++count) {
        const html::Token &token = tokenizer.next();
        if (token.type == html::Token::Type::EndOfFile)
            break;
        if (token.type != html::Token::Type::StartTag)
            continue;
        switch (token.name) {
        case Name::Title:
        case Name::Textarea:
            tokenizer.setState(State::Rcdata, knownNameText(token.name));
            break;
        case Name::Style:
        case Name::Xmp:
        case Name::Iframe:
        case Name::Noembed:
        case Name::Noframes:
            tokenizer.setState(State::Rawtext, knownNameText(token.name));
            break;
        case Name::Script:
            tokenizer.setState(State::ScriptData, knownNameText(token.name));
            break;
        default:
            break;
        }
    }
    kept = count;
}

bool isGood = true;

void check(const char *what, double figure, const char *unit, double limit, bool isMinimum)
{
    const bool holds = isMinimum ? figure >= limit : figure <= limit;
    isGood &= holds;
    std::printf("%-58s %8.2f %s   %s %.1f: %s\n", what, figure, unit, isMinimum ? ">=" : "<=", limit,
                holds ? "holds" : "FALLS SHORT");
}

/// What the trees of the pages hold, and what building them took at most, as multiples of the pages.
void measureMemory(const std::vector<Page> &pages)
{
    double source = 0, held = 0, peak = 0, worstHeld = 0, worstPeak = 0;
    for (const Page &page : pages) {
        if (page.utf8.isEmpty())
            continue;
        const HeapMeter meter;
        const ParsedDocument parsed = buildDocument(HtmlParser::Creel, page.utf8); // shares the page's bytes
        const auto size = double(page.utf8.size());
        const auto pageHeld = double(parsed.document.memory()), pagePeak = double(meter.peak());
        source += size;
        held += pageHeld;
        peak += pagePeak;
        worstHeld = std::max(worstHeld, pageHeld / size);
        worstPeak = std::max(worstPeak, pagePeak / size);
    }
    std::printf("the worst page: tree %.2f x, while parsing %.2f x its size\n", worstHeld, worstPeak);
    check("memory of the tree, beside the page", held / source, "x", 3, false);
    if (HeapMeter::isAvailable())
        check("the heap at its highest while parsing", peak / source, "x", 3, false);
    else
        std::puts("the heap is not measured in this build");
}

} // namespace

int main(int argc, char **argv)
{
    const int rounds = argc > 2 ? std::atoi(argv[2]) : 15;
    if (argc < 2 || argc > 3 || rounds < 1) {
        std::fputs("usage: bench_parsers FOLDER [ROUNDS]\n", stderr);
        return 2;
    }
    stayOnOneCore();
    std::vector<Page> pages;
    double bytes = 0;
    for (const QString &path : pagePaths(QString::fromLocal8Bit(argv[1]))) {
        pages.push_back(readPage(path));
        bytes += double(pages.back().utf8.size());
    }
    if (pages.empty()) {
        std::fprintf(stderr, "bench_parsers: no *.html below %s\n", argv[1]);
        return 2;
    }
    const auto count = double(pages.size());
    std::printf("%zu pages of %.0f kB on average, %d rounds\n", pages.size(), bytes / count / 1e3, rounds);

    Contender gumboColumns{"parse + standard columns, gumbo", [](const Page &p) { extract(p, HtmlParser::Gumbo); }};
    Contender columns{"parse + standard columns, creel", [](const Page &p) { extract(p, HtmlParser::Creel); }};
    Contender gumboTree{"tree, gumbo", [](const Page &p) { buildTree(p, HtmlParser::Gumbo); }};
#ifdef CREEL_HAS_LIBXML2
    Contender libxml2Tree{"tree, libxml2", buildLibxml2Tree};
#endif
    Contender tree{"tree, creel", [](const Page &p) { buildTree(p, HtmlParser::Creel); }};
    Contender tokens{"tokens, creel", tokenize};
    Contender *const contenders[] = {&gumboColumns, &columns, &gumboTree,
#ifdef CREEL_HAS_LIBXML2
                                     &libxml2Tree,
#endif
                                     &tree,         &tokens};

    for (int round = 0; round <= rounds; ++round) { // the first one warms up
        for (Contender *contender : contenders) {
            const double start = threadCpuSeconds();
            for (const Page &page : pages)
                contender->work(page);
            if (round > 0)
                contender->roundSeconds.push_back(threadCpuSeconds() - start);
        }
    }

    for (const Contender *contender : contenders) {
        const double seconds = contender->secondsPerRound();
        std::printf("%-34s %8.3f ms/page %8.0f pages/s %7.1f MB/s\n", contender->name, seconds / count * 1e3,
                    count / seconds, bytes / seconds / 1e6);
    }
    std::printf("stretch, a page's tree in 0.5 ms where gumbo takes 7.4: %.3f where it takes %.3f\n",
                tree.secondsPerRound() / count * 1e3, gumboTree.secondsPerRound() / count * 1e3);
    check("parse + standard columns, pages/s beside gumbo's",
          gumboColumns.secondsPerRound() / columns.secondsPerRound(), "x", 10, true);
#ifdef CREEL_HAS_LIBXML2
    check("tree, pages/s beside libxml2's", libxml2Tree.secondsPerRound() / tree.secondsPerRound(), "x", 2.5, true);
#else
    std::puts("built without libxml2-dev: its tree is not measured");
#endif
    measureMemory(pages);
    return isGood ? 0 : 1;
}
