// Detecting records: what it costs.
//   bench_detect PAGE…     CPU time to find what these pages repeat, beside that of parsing them
//   bench_detect hostile   pages of 5 to 12 MB that are made to cost more than they weigh: a second each
#include "pages.h"

#include "parse/builders.h"
#include "parse/detect/recorddetector.h"
#include "parse/detect/selectorproposals.h"

#include <QStringList>

#include <cstdio>

using namespace creel;
using namespace creel::bench;

namespace {

constexpr double mostSeconds = 1;

double seconds()
{
    timespec time{};
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return double(time.tv_sec) + double(time.tv_nsec) * 1e-9;
}

/// `count` times the text, with the number for each #.
QByteArray times(int count, const QByteArray &text)
{
    QByteArray all;
    for (int i = 1; i <= count; ++i)
        all += QByteArray(text).replace('#', QByteArray::number(i));
    return all;
}

bool measure(const char *name, const QByteArray &html)
{
    const Document document = buildDocument(HtmlParser::Creel, html).document;
    const double start = seconds();
    const std::vector<RecordProposal> proposals = detectRecords(document);
    const double detected = seconds();
    const Node last(document, NodeIndex(document.nodeCount()));
    proposeSelectors(document, last.isElement() ? last : last.parent());
    const double proposed = seconds();
    std::printf("%-22s %5.1f MB, %8lld nodes: records %4.0f ms, selectors %4.0f ms%s%s\n", name,
                double(html.size()) / 1e6, static_cast<long long>(document.nodeCount()), (detected - start) * 1e3,
                (proposed - detected) * 1e3, proposals.empty() ? "" : ", ",
                proposals.empty() ? "" : qPrintable(proposals.front().container.expression));
    return detected - start <= mostSeconds && proposed - detected <= mostSeconds;
}

bool measureHostile()
{
    const QByteArray nested = QByteArray("<div>").repeated(1'000'000) + "x";
    const QByteArray comments =
        (QByteArray("<div class=c>x <a href=y>z</a>").repeated(180) + QByteArray("</div>").repeated(180))
            .repeated(1'500);
    const QByteArray deep = (times(190, "<div class=x#>t") + QByteArray("</div>").repeated(190)).repeated(2'500);
    bool isBounded = measure("nested", nested);
    isBounded &= measure("nested lists", QByteArray("<ul><li>x").repeated(500'000));
    isBounded &= measure("siblings", QByteArray("<div>x</div>").repeated(1'000'000));
    isBounded &= measure("list items", "<ul>" + QByteArray("<li>a").repeated(1'000'000));
    isBounded &= measure("rows", "<table>" + QByteArray("<tr><td>1<td>2").repeated(700'000));
    isBounded &= measure("numbered rows", "<table>" + times(300'000, "<tr><td>#<td>a#<td><a href=#>b#</a>"));
    isBounded &= measure("classes", times(200'000, "<div class='a# b# c# d# e#'>x</div>"));
    isBounded &=
        measure("cards", times(100'000, "<div class=card><a href=#><img src=#.jpg></a><h3>Title #</h3><p>$#.00</div>"));
    isBounded &= measure("comments in comments", comments);
    isBounded &= measure("deep lists", deep);
    isBounded &=
        measure("attributes", "<div " + times(500'000, " data-a#=1") + ">x</div>" + times(9, "<div data-a1=#>#</div>"));
    isBounded &= measure("text", "<p>" + QByteArray("word ").repeated(2'000'000));
    isBounded &= measure("one large cell", "<ul>" + times(50, "<li><b>#</b> " + QByteArray("word ").repeated(40'000)));
    return isBounded;
}

} // namespace

int main(int argc, char **argv)
{
    if (argc == 2 && QByteArrayView(argv[1]) == "hostile")
        return measureHostile() ? 0 : 1;
    double parsing = 0, detecting = 0;
    int found = 0;
    for (int i = 1; i < argc; ++i) {
        const Page page = readPage(QString::fromLocal8Bit(argv[i]));
        const double start = seconds();
        const Document document = buildDocument(HtmlParser::Creel, page.utf8).document;
        const double parsed = seconds();
        found += !detectRecords(document).empty();
        detecting += seconds() - parsed;
        parsing += parsed - start;
    }
    std::printf("%d pages, %d with records: parsing %.2f ms a page, detecting %.2f\n", argc - 1, found,
                parsing / (argc - 1) * 1e3, detecting / (argc - 1) * 1e3);
    return argc > 1 && found > 0 ? 0 : 2;
}
