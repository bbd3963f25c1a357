// Whether our parser makes of real pages, node for node, what gumbo makes of them.
//   compare_parsers FOLDER…     every *.html below each FOLDER
// Prints the differences of each page that neither the table below, with what the standard says of them, nor gumbofaults.h
// explains. One of these, a page that is too much for a parser, or a folder without pages makes the program exit with 1.
#include "pages.h"
#include "parse/builders.h"
#include "support/gumbofaults.h"

#include <cstdio>

using namespace creel;
using namespace creel::bench;

namespace {

/// A difference that the standard's text decides for our side.
struct Expected {
    const char *page; ///< the end of its path; empty: any page
    const char *what; ///< how the difference begins
    const char *why;  ///< with the section
};
constexpr Expected expectedDifferences[] = {
    {"", "mode limited-quirks against no-quirks",
     "HTML §13.2.6.4.1 knows these public ids by their beginnings; gumbo compares them whole"},
    {"corpus/025.html", "attribute 9 is 'll against we'll",
     "HTML §13.2.5.33 drops an attribute whose name is repeated, \"we\"; gumbo joins it with the next name"},
    {"corpus-other/001.html", "19 against 24 attributes",
     "HTML §13.2.5.33 again: und, peter, fox, nach and breisach\" are repeated"},
    {"corpus/181.html", "#text from byte 27871 ",
     "HTML §13.2.3.5: a control, here U+0097, is a parse error and stays; gumbo makes it U+FFFD"},
};

struct Tally {
    int pages = 0, equal = 0, expected = 0, unknown = 0;
    qint64 nodes = 0, formTexts = 0;
    int byExpected[std::size(expectedDifferences)] = {};
};

/// Whether the table knows it. If not, it is told.
bool isExpected(const QString &path, const test::TreeDifference &difference, Tally &tally)
{
    for (std::size_t i = 0; i < std::size(expectedDifferences); ++i) {
        const Expected &expected = expectedDifferences[i];
        if (path.endsWith(QLatin1String(expected.page)) && difference.what.startsWith(expected.what)) {
            ++tally.byExpected[i];
            return true;
        }
    }
    std::printf("%s:%u: %s: %s\n", qPrintable(path), difference.sourceOffset, difference.path.constData(),
                difference.what.constData());
    return false;
}

void compare(const QString &path, Tally &tally)
{
    using namespace std::chrono_literals;
    const QByteArray utf8 = readPage(path).utf8;
    const ParseBudget budget{.time = 1min, .memory = qsizetype(4) << 30};
    const ParsedDocument ours = buildDocument(HtmlParser::Creel, utf8, budget);
    const ParsedDocument gumbos = buildDocument(HtmlParser::Gumbo, utf8, budget);
    ++tally.pages;
    if (ours.tooComplex || gumbos.tooComplex) {
        ++tally.unknown;
        std::printf("%s: too complex for %s\n", qPrintable(path), ours.tooComplex ? "ours" : "gumbo");
        return;
    }
    test::TreeEvents events = test::treeEvents(ours.document);
    tally.nodes += ours.document.nodeCount();
    tally.formTexts += test::applyGumboFaults(events).formTexts;
    std::vector<test::TreeDifference> differences = test::differences(events, test::treeEvents(gumbos.document));
    if (const auto inDoctype = test::doctypeDifference(ours.document, gumbos.document))
        differences.push_back(*inDoctype);
    const auto expected = std::ranges::count_if(differences, [&](const auto &d) { return isExpected(path, d, tally); });
    const bool isKnown = expected == std::ssize(differences);
    ++(!isKnown ? tally.unknown : differences.empty() ? tally.equal : tally.expected);
}

void print(const char *folder, const Tally &tally)
{
    std::printf("%s: %d pages, %lld nodes: %d equal, %d with differences that the standard decides, %d with others\n",
                folder, tally.pages, qlonglong(tally.nodes), tally.equal, tally.expected, tally.unknown);
    if (tally.formTexts > 0)
        std::printf("    %lld texts at the end of a form: %s\n", qlonglong(tally.formTexts), test::gumboFormTexts);
    for (std::size_t i = 0; i < std::size(expectedDifferences); ++i) {
        if (tally.byExpected[i] > 0)
            std::printf("    %d x \"%s…\": %s\n", tally.byExpected[i], expectedDifferences[i].what,
                        expectedDifferences[i].why);
    }
}

} // namespace

int main(int argc, char **argv)
{
    if (argc < 2) {
        std::fputs("usage: compare_parsers FOLDER…\n", stderr);
        return 2;
    }
    bool isGood = true;
    for (int i = 1; i < argc; ++i) {
        Tally tally;
        for (const QString &path : pagePaths(QString::fromLocal8Bit(argv[i])))
            compare(path, tally);
        print(argv[i], tally);
        isGood &= tally.pages > 0 && tally.unknown == 0;
    }
    return isGood ? 0 : 1;
}
