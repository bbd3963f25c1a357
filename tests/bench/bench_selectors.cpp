// Selectors on real pages.
//   bench_selectors match SELECTORS PAGE…   JSON lines for another engine to compare with: each page's tree, then a line for
//                                           each selector (one on each line of the file) with the numbers of its elements
//   bench_selectors time PAGE…              what ten usual selectors cost on the mean page, beside parsing it
//   bench_selectors hostile                 how long the worst selectors keep a thread busy on a large page
#include "pages.h"

#include "parse/builders.h"
#include "parse/selector.h"

#include <QElapsedTimer>
#include <QStringList>

#include <algorithm>
#include <cstdio>

using namespace creel;
using namespace creel::bench;
using namespace Qt::StringLiterals;

namespace {

Selector compiled(const QString &text) { return sound(Selector::parse(text), text); }

/// ["name", namespace, [[namespace, name, value], …]]
QJsonArray opening(Node element)
{
    QJsonArray attributes;
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute a = element.attributeAt(i);
        attributes.append(QJsonArray{int(a.ns()), QString::fromUtf8(a.name()), QString::fromUtf8(a.value())});
    }
    return {QString::fromUtf8(element.name()), int(element.ns()), attributes};
}

void match(const QStringList &selectors, const QStringList &pages)
{
    for (const QString &path : pages) {
        const Document document = buildDocument(defaultHtmlParser, readPage(path).utf8).document;
        print({{u"page"_s, path},
               {u"quirks"_s, document.quirksMode() == QuirksMode::Quirks},
               {u"tree"_s, treeEvents(document, opening)}});
        std::vector<int> numbers(size_t(document.nodeCount()) + 1); // of elements, in document order
        int count = 0;
        for (Node node = document.root(); node; node = node.nextInDocument())
            if (node.isElement())
                numbers[node.index()] = count++;
        for (const QString &text : selectors) {
            const Selection selection = compiled(text).select(document);
            QJsonArray found;
            for (const Node &element : selection.elements)
                found.append(numbers[element.index()]);
            print({{u"selector"_s, text}, {u"elements"_s, found}, {u"tooComplex"_s, selection.tooComplex}});
        }
    }
}

void time(const QStringList &pages)
{
    const QStringList usual{u"a[href]"_s,
                            u"h1"_s,
                            u"div.content p"_s,
                            u"#main > div"_s,
                            u"meta[name=description]"_s,
                            u"ul li:first-child a"_s,
                            u"table tr:nth-child(2n) td"_s,
                            u".price, .product-price, [itemprop=price]"_s,
                            u"article:has(h2) a:not([rel~=nofollow])"_s,
                            u"img[src$='.jpg' i]"_s};
    qint64 bytes = 0, nodes = 0, parsing = 0;
    std::vector<qint64> best(size_t(usual.size()), 0);
    for (const QString &path : pages) {
        const QByteArray utf8 = readPage(path).utf8;
        QElapsedTimer timer;
        timer.start();
        const Document document = buildDocument(defaultHtmlParser, utf8).document;
        parsing += timer.nsecsElapsed();
        bytes += utf8.size();
        nodes += document.nodeCount();
        for (qsizetype i = 0; i < usual.size(); ++i) {
            const Selector selector = compiled(usual[i]);
            qint64 fastest = std::numeric_limits<qint64>::max();
            for (int round = 0; round < 5; ++round) {
                timer.start();
                const Selection selection = selector.select(document);
                fastest = std::min(fastest, timer.nsecsElapsed());
                if (selection.tooComplex)
                    qFatal("%s: too complex", qPrintable(path));
            }
            best[size_t(i)] += fastest;
        }
    }
    const double count = double(pages.size());
    std::printf("%lld pages of %.0f kB and %.0f nodes, parsed in %.2f ms\n", qlonglong(pages.size()),
                double(bytes) / count / 1e3, double(nodes) / count, double(parsing) / count / 1e6);
    double sum = 0;
    for (qsizetype i = 0; i < usual.size(); ++i) {
        const double microseconds = double(best[size_t(i)]) / count / 1e3;
        sum += microseconds;
        std::printf("%8.1f us  %s\n", microseconds, qPrintable(usual[i]));
    }
    std::printf("%8.1f us  all ten\n", sum);
}

bool hostile()
{
    constexpr qint64 limitMs = 2000;
    const QByteArray element = "<div class='item a b c' title='" + QByteArray(2000, 'a') + "'>words <b>and</b></div>";
    const Document document = buildDocument(defaultHtmlParser, "<!DOCTYPE html>" + element.repeated(20'000)).document;
    std::printf("%lld nodes\n", qlonglong(document.nodeCount()));
    const QByteArray selectors[] = {
        QByteArray("div ~ ").repeated(199) + "b",
        QByteArray("body div b, ").repeated(5000) + "b",
        QByteArray(":nth-last-child(2n+1 of .c), ").repeated(2000) + "b",
        QByteArray(":not(div ").repeated(60) + "x" + QByteArray(")").repeated(60),
        ":has(" + QByteArray("~ div ").repeated(190) + ")",
        "[title*='" + QByteArray(1000, 'a') + "b']",
        "[title*='" + QByteArray(1000, 'A') + "b' i]",
        ":contains('" + QByteArray("words and").repeated(7000) + "')",
        QByteArray(".item.a.b.c").repeated(5000),
        QByteArray("[title$='aaaaaaaa' i]").repeated(3000),
        QByteArray(":lang(de)").repeated(7000),
        QByteArray(":not(:contains(x))").repeated(3000),
    };
    bool good = true;
    for (const QByteArray &text : selectors) {
        QElapsedTimer timer;
        timer.start();
        const Selection selection = compiled(QString::fromLatin1(text)).select(document);
        const qint64 elapsed = timer.elapsed();
        good &= elapsed <= limitMs;
        std::printf("%6lld ms  %s  %s\n", qlonglong(elapsed), selection.tooComplex ? "too complex" : "an answer  ",
                    text.first(std::min<qsizetype>(text.size(), 60)).constData());
    }
    return good;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList arguments;
    for (int i = 1; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (arguments.size() >= 3 && arguments[0] == "match"_L1) {
        match(QString::fromUtf8(contents(arguments[1])).split(u'\n', Qt::SkipEmptyParts), arguments.sliced(2));
    } else if (arguments.size() >= 2 && arguments[0] == "time"_L1) {
        time(arguments.sliced(1));
    } else if (arguments == QStringList{u"hostile"_s}) {
        return hostile() ? 0 : 1;
    } else {
        std::fputs("usage: bench_selectors match SELECTORS PAGE… | time PAGE… | hostile\n", stderr);
        return 2;
    }
    return 0;
}
