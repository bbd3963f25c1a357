#include "parse/extras/maintext.h"

#include "parse/ascii.h"
#include "parse/extraction/taking.h"
#include "parse/visibletext.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {

constexpr quint32 shortestParagraph = 50; // bytes: about nine words, or 17 Han characters

/// What is known of an element when its end was met; texts in bytes, white space aside.
struct Weight {
    quint32 paragraphs = 0; ///< the weight of those in it
    quint32 text = 0;       ///< all its visible text
    quint32 linked = 0;     ///< of that, in links
    quint32 links = 0;
    quint32 count = 0; ///< of paragraphs

    void add(const Weight &other)
    {
        paragraphs += other.paragraphs;
        text += other.text;
        linked += other.linked;
        links += other.links;
        count += other.count;
    }
};

bool isOneOf(QByteArrayView word, const auto &words)
{
    return std::any_of(words.begin(), words.end(),
                       [word](QByteArrayView w) { return equalsIgnoringAsciiCase(w, word); });
}

/// Whether an id or class has one of the words that name what surrounds a text. They stand between anything but letters.
bool hasSurroundingName(QByteArrayView names)
{
    static constexpr std::array<QByteArrayView, 38> words = {
        "ad",       "ads",         "advert",    "advertisement", "banner",     "breadcrumb", "breadcrumbs", "comment",
        "comments", "consent",     "cookie",    "cookies",       "disqus",     "footer",     "masthead",    "menu",
        "modal",    "nav",         "navbar",    "navigation",    "newsletter", "pager",      "pagination",  "popup",
        "promo",    "recommended", "related",   "share",         "sharing",    "sidebar",    "skip",        "social",
        "sponsor",  "sponsored",   "subscribe", "teaser",        "toolbar",    "widget"};
    while (!names.isEmpty()) {
        qsizetype end = 0;
        while (end < names.size() && isAsciiAlpha(names[end]))
            ++end;
        if (end > 0 && isOneOf(names.first(end), words))
            return true;
        names = names.sliced(std::min(end + 1, names.size()));
    }
    return false;
}

bool surroundsText(Node element)
{
    static constexpr std::array<QByteArrayView, 6> roles = {"navigation",  "complementary", "banner",
                                                            "contentinfo", "search",        "form"};
    if (element.ns() == Namespace::Html) {
        switch (element.nameId()) {
        case Name::Nav:
        case Name::Aside:
        case Name::Footer:
        case Name::Form:
        case Name::Search:
        case Name::Dialog:
        case Name::Button:
        case Name::Select:
        case Name::Textarea:
            return true;
        case Name::Html:
        case Name::Body:
        case Name::Main:
        case Name::Article:
            return false;
        default:
            break;
        }
    }
    return isOneOf(trimAsciiSpace(element.attribute(Name::Role)), roles)
        || equalsIgnoringAsciiCase(element.attribute("aria-hidden"), "true")
        || hasSurroundingName(element.attribute(Name::Id)) || hasSurroundingName(element.attribute(Name::Class));
}

/// Separates words, but not lines.
bool standsInALine(Node element)
{
    switch (element.nameId()) {
    case Name::Td:
    case Name::Th:
    case Name::Img:
    case Name::Image:
    case Name::Svg:
    case Name::Text:
    case Name::Input:
    case Name::Button:
    case Name::Meter:
    case Name::Progress:
    case Name::Canvas:
    case Name::Embed:
        return true;
    default:
        return false;
    }
}

quint32 visibleBytes(QByteArrayView text)
{
    return quint32(std::count_if(text.begin(), text.end(), [](char c) { return !isAsciiSpace(c); }));
}

/// A list or box of links.
bool isLinkBox(Node element, const Weight &weight)
{
    switch (element.nameId()) {
    case Name::Ul:
    case Name::Ol:
    case Name::Dl:
    case Name::Menu:
    case Name::Table:
    case Name::Div:
    case Name::Section:
        return weight.links >= 3 && quint64(weight.linked) * 3 > quint64(weight.text) * 2;
    default:
        return false;
    }
}

class MainTextFinder
{
public:
    MainTextFinder(const Document &document, ExtractionLeft &left) : m_document(document), m_left(left) { }

    ExtractedValue run()
    {
        const auto nodes = size_t(m_document.nodeCount()) + 1;
        if (!m_left.spendBytes(2 * qsizetype(nodes) * qsizetype(sizeof(Weight))))
            return {};
        m_all.resize(nodes);
        m_kept.resize(nodes);
        const Node root = m_document.root();
        weigh(root, m_all, [](Node) { return false; });
        const Node main = onlyMain();
        const Node start = main && m_all[main.index()].paragraphs > 0 ? main : root;
        weigh(start, m_kept, [this](Node element) { return isLeftOut(element); });
        if (m_kept[start.index()].paragraphs == 0)
            return {};
        const Node best = deepest(start);
        return {true, textOf(best), sourceOf(best, m_left.steps), {}};
    }

private:
    bool isLeftOut(Node element) const
    {
        const quint32 most = m_all[m_document.root().index()].paragraphs / 2;
        return m_all[element.index()].paragraphs <= most && surroundsText(element);
    }

    template <class IsLeftOut>
    void weigh(Node root, std::vector<Weight> &weights, IsLeftOut isLeftOut);
    Node onlyMain();
    Node deepest(Node start);
    QString textOf(Node root);

    const Document &m_document;
    ExtractionLeft &m_left;
    std::vector<Weight> m_all;  ///< by a node's index
    std::vector<Weight> m_kept; ///< the same without what surrounds the text
};

template <class IsLeftOut>
void MainTextFinder::weigh(Node root, std::vector<Weight> &weights, IsLeftOut isLeftOut)
{
    std::vector<quint32> blocks{0}; // the text, links aside, of each block that we are in
    int links = 0;
    for (TreeWalk walk(root); walk && m_left.steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (node.isText() && walk.entering()) {
            m_left.steps.spendForText(node.characters().size());
            const quint32 bytes = visibleBytes(node.characters());
            Weight &weight = weights[node.parent().index()];
            weight.text += bytes;
            (links > 0 ? weight.linked : blocks.back()) += bytes;
        }
        if (!node.isElement())
            continue;
        Weight &weight = weights[node.index()];
        const bool isLink = node.isHtml(Name::A) && node.hasAttribute(Name::Href);
        if (walk.entering()) {
            if (separatesWords(node))
                blocks.push_back(0);
            links += isLink;
            if (node != root && !node.isHtml(Name::Html) && (hidesText(node) || isLeftOut(node)))
                walk.skipChildren();
            continue;
        }
        links -= isLink;
        weight.links += isLink;
        if (separatesWords(node)) {
            if (blocks.back() >= shortestParagraph) {
                weight.paragraphs += blocks.back();
                ++weight.count;
            }
            blocks.pop_back();
        }
        if (node != root)
            weights[node.parent().index()].add(weight);
    }
}

/// Null where there is none, or several.
Node MainTextFinder::onlyMain()
{
    Node main;
    for (TreeWalk walk(m_document.root()); walk && m_left.steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (!walk.entering() || !node.isElement())
            continue;
        if (hidesText(node) && !node.isHtml(Name::Html))
            walk.skipChildren();
        else if (node.isHtml(Name::Main) || equalsIgnoringAsciiCase(node.attribute(Name::Role), "main")) {
            if (main)
                return {};
            main = node;
            walk.skipChildren();
        }
    }
    return main;
}

Node MainTextFinder::deepest(Node start)
{
    const Weight whole = m_kept[start.index()];
    for (Node node = start;;) {
        Node next;
        for (Node child = node.firstElementChild(); child && m_left.steps.spend(); child = child.nextElementSibling()) {
            const Weight &weight = m_kept[child.index()];
            // One paragraph of several is no text, however long.
            if (quint64(weight.paragraphs) * 3 >= quint64(whole.paragraphs) * 2
                && (weight.count > 1 || whole.count == 1))
                next = child;
        }
        if (!next)
            return node;
        node = next;
    }
}

QString MainTextFinder::textOf(Node root)
{
    QByteArray text;
    for (TreeWalk walk(root); walk && m_left.steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (node.isText() && walk.entering()) {
            if (!m_left.spendBytes(node.characters().size()))
                break;
            const qsizetype begin = text.size();
            text += node.characters();
            std::replace(text.begin() + begin, text.end(), '\n', ' ');
        }
        if (!node.isElement())
            continue;
        if (separatesWords(node))
            text += standsInALine(node) ? ' ' : '\n';
        const bool isPart = node == root || node.isHtml(Name::Html)
            || !(hidesText(node) || isLeftOut(node) || isLinkBox(node, m_kept[node.index()]));
        if (walk.entering() && !isPart)
            walk.skipChildren();
    }
    QString lines;
    for (const QByteArray &line : text.split('\n')) {
        if (const QString words = collapsed(line); !words.isEmpty())
            lines += (lines.isEmpty() ? QString() : QStringLiteral("\n")) + words;
    }
    return lines;
}

} // namespace

ExtractedValue mainText(const Document &document, ExtractionLeft &left) { return MainTextFinder(document, left).run(); }

} // namespace creel
