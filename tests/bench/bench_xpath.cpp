// XPath on real pages.
//   bench_xpath match EXPRESSIONS PAGE…   JSON lines for another engine to compare with: each page's tree, then a line for each
//                                         expression (one on each line of the file) with what it finds
//   bench_xpath hostile                   how long the worst expressions keep a thread busy, in CPU time
#include "pages.h"

#include "parse/builders.h"
#include "parse/xpath/infoset.h"
#include "parse/xpath/xpath.h"

#include <QStringList>

using namespace creel;
using namespace creel::bench;
using namespace Qt::StringLiterals;

namespace {

XPath compiled(const QString &text) { return sound(XPath::compile(text), text); }

/// ["name", [[namespace, name, value], …]]
QJsonArray opening(Node element)
{
    QJsonArray attributes;
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute a = element.attributeAt(i);
        if (!xpath::isNamespaceDeclaration(a))
            attributes.append(
                QJsonArray{int(a.ns()), QString::fromUtf8(xpath::infosetName(a.name())), QString::fromUtf8(a.value())});
    }
    return {QString::fromUtf8(xpath::infosetName(element.name())), attributes};
}

/// Elements and comments by their number in document order, attributes as "number@name", texts as what they follow: "number.text" is
/// the first thing in an element, "number.tail" comes behind an element or a comment.
QString written(const XPathNode &found, const std::vector<int> &numbers)
{
    const auto number = [&](const Node &node) { return QString::number(numbers[node.index()]); };
    if (found.attribute)
        return number(found.node) + u'@' + QString::fromUtf8(xpath::infosetName(found.attribute->name()));
    if (!found.node.isText())
        return found.node.kind() == NodeKind::Document ? u"/"_s : number(found.node);
    Node before = found.node.previousSibling();
    while (before.isText())
        before = before.previousSibling();
    return before ? number(before) + u".tail"_s : number(found.node.parent()) + u".text"_s;
}

QJsonValue value(const XPathResult &result, const std::vector<int> &numbers)
{
    if (result.problem != XPathResult::Problem::None)
        return QJsonObject{{u"problem"_s, int(result.problem)}};
    if (result.type != XPathType::Nodes)
        return QString::fromUtf8(result.string);
    QJsonArray nodes;
    for (const XPathNode &node : result.nodes)
        nodes.append(written(node, numbers));
    return nodes;
}

void match(const QStringList &expressions, const QStringList &pages)
{
    for (const QString &path : pages) {
        const Document document = buildDocument(defaultHtmlParser, readPage(path).utf8).document;
        print({{u"page"_s, path}, {u"tree"_s, treeEvents(document, opening)}});
        std::vector<int> numbers(size_t(document.nodeCount()) + 1);
        int count = 0;
        for (Node node = document.root(); node; node = node.nextInDocument())
            if (node.isElement() || node.kind() == NodeKind::Comment)
                numbers[node.index()] = count++;
        XPathTree tree(document);
        for (const QString &text : expressions)
            print({{u"expression"_s, text}, {u"found"_s, value(compiled(text).evaluate(tree), numbers)}});
    }
}

QByteArray flat(int n) { return "<ul>" + QByteArray("<li class=a>x").repeated(n); }
QByteArray deep(int n)
{
    return (QByteArray("<div>").repeated(400) + QByteArray("</div>").repeated(400)).repeated(n / 400);
}
QByteArray page(int n)
{
    return QByteArray("<div class=a><p>x <b>y</b></p><ul><li><a href=b>z</a></ul></div>").repeated(n / 6);
}

int hostile()
{
    const QStringList worst{u"//*//*//*//*"_s,
                            u"//*[not(following::zzz)]"_s,
                            u"//*[not(//zzz)]"_s,
                            u"//*[.//*[.//*]]"_s,
                            u"//*[. = //*]"_s,
                            u"//*[contains(., 'zzz')]"_s,
                            u"//*/following::*/preceding::*"_s,
                            u"//li[preceding-sibling::li[preceding-sibling::zzz]]"_s,
                            u"count(//*[count(//*[count(//*) = 1]) = 1])"_s,
                            u"(//* | //*/..)[last()]"_s,
                            u"//@class[. = //@class]"_s,
                            u"//*[name(ancestor::*[last()]) = 'x']"_s};
    qint64 slowest = 0;
    for (const int nodes : {300, 1'000, 3'000, 10'000, 30'000, 100'000}) {
        for (const QByteArray &html : {flat(nodes), deep(nodes), page(nodes)}) {
            const Document document = buildDocument(defaultHtmlParser, html).document;
            for (const QString &text : worst) {
                XPathTree tree(document);
                const std::clock_t begin = std::clock();
                const bool refused = compiled(text).evaluate(tree).problem != XPathResult::Problem::None;
                const auto ms = qint64(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
                slowest = std::max(slowest, ms);
                if (ms > 200)
                    std::printf("%6d %s %5lld ms%s\n", nodes, qPrintable(text), ms, refused ? ", refused" : "");
            }
        }
    }
    std::printf("the slowest of the worst expressions: %lld ms\n", slowest);
    return slowest <= 3'000 ? 0 : 1;
}

} // namespace

int main(int argc, char **argv)
{
    QStringList words;
    for (int i = 1; i < argc; ++i)
        words << QString::fromLocal8Bit(argv[i]);
    if (words.value(0) == u"hostile")
        return hostile();
    if (words.value(0) != u"match" || words.size() < 3)
        qFatal("usage: bench_xpath match EXPRESSIONS PAGE… | hostile");
    match(QString::fromUtf8(contents(words[1])).split(u'\n', Qt::SkipEmptyParts), words.mid(2));
    return 0;
}
