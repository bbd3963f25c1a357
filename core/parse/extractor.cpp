#include "parse/extractor.h"

#include "parse/ascii.h"
#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/documentbuilder.h"
#include "parse/extraction/extraction.h"
#include "parse/pagetype.h"
#include "parse/selector.h"
#include "parse/visibletext.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// Gathers the fields while a walk over the page passes by.
class PageReader
{
public:
    PageReader(const PageInput &page, PageFields &fields) : m_page(page), m_fields(fields) { }

    void read(const Document &document);
    Url base() const; ///< what references resolve against, once the page was read

private:
    void enter(Node element);
    void enterMeta(Node meta);
    void resolve();
    Url pageUrl() const;

    const PageInput &m_page;
    PageFields &m_fields;
    std::optional<LinkReader> m_linkReader;
    QByteArrayView m_base;      ///< first base[href]
    QByteArrayView m_canonical; ///< first link[rel~=canonical][href]
    int m_links = 0;
};

void PageReader::read(const Document &document)
{
    const QByteArrayView lang = document.documentElement().attribute(Name::Lang);
    if (!lang.isNull())
        m_fields.lang = collapsed(lang);

    std::optional<SelectorMatcher> selected;
    if (m_page.linkSelector)
        selected.emplace(*m_page.linkSelector, document);
    const LinkFilter filter = [&selected](Node element) { return !selected || selected->matches(element); };
    if (m_page.wantLinks)
        m_linkReader.emplace(&filter);

    WordCounter words;
    Node hidden; // the outermost element around us that shows none of its text
    for (TreeWalk walk(document.root()); walk; walk.advance()) {
        const Node node = walk.node();
        if (node.isText()) {
            if (walk.entering() && !hidden)
                words.add(node.characters());
            continue;
        }
        if (!node.isElement())
            continue;
        if (separatesWords(node))
            words.separate();
        if (!walk.entering()) {
            if (node == hidden)
                hidden = Node();
            continue;
        }
        if (!hidden && hidesText(node))
            hidden = node;
        enter(node);
        if (m_linkReader)
            m_linkReader->enter(node);
    }

    resolve();
    if (!m_fields.tooComplex) { // the numbers of a part of the page would be wrong
        m_fields.words = words.count();
        m_fields.links = m_links;
    }
}

void PageReader::enter(Node element)
{
    const Name name = element.nameId();
    if (name == Name::A) {
        m_links += element.hasAttribute(Name::Href); // SVG's <a href> too, as the selector a[href] has it
        return;
    }
    if (element.ns() != Namespace::Html)
        return;
    switch (name) {
    case Name::Title: // HTML §3.1, document.title: the first title element; an SVG's title is none
        if (m_fields.title.isNull())
            m_fields.title = collapsed(element.textContent());
        break;
    case Name::H1:
        if (m_fields.h1.isNull())
            m_fields.h1 = visibleText(element);
        break;
    case Name::Meta:
        enterMeta(element);
        break;
    case Name::Link: // HTML §4.2.4: an empty href makes no link
        if (m_canonical.isNull() && hasToken(element.attribute(Name::Rel), "canonical")
            && !trimAsciiSpace(element.attribute(Name::Href)).isEmpty())
            m_canonical = element.attribute(Name::Href);
        break;
    case Name::Base:
        if (m_base.isNull())
            m_base = element.attribute(Name::Href);
        break;
    default:
        break;
    }
}

void PageReader::enterMeta(Node meta)
{
    const QByteArrayView name = meta.attribute(Name::Name), content = meta.attribute(Name::Content);
    if (content.isNull() || name.isEmpty())
        return;
    if (m_fields.description.isNull() && equalsIgnoringAsciiCase(name, "description"))
        m_fields.description = collapsed(content);
    else if (equalsIgnoringAsciiCase(name, "robots") || equalsIgnoringAsciiCase(name, m_page.agent))
        m_fields.robots |= robotsDirectives(content, m_page.agent);
}

/// References are resolved when all of the page was seen: the <base> may stand behind them.
void PageReader::resolve()
{
    if (m_canonical.isNull() && !m_linkReader)
        return;
    const Url base = this->base();
    if (!m_canonical.isNull()) {
        const auto url = Url::parse(m_canonical, base.isValid() ? &base : nullptr);
        m_fields.canonical = url ? QString::fromLatin1(url->display()) : collapsed(m_canonical);
    }
    if (m_linkReader)
        m_fields.found = m_linkReader->resolve(pageUrl(), base);
}

Url PageReader::pageUrl() const
{
    const auto parsed = Url::parse(m_page.url);
    return parsed ? *parsed : Url();
}

Url PageReader::base() const { return documentBase(pageUrl(), m_base); }

/// Where the page leads, each URL once.
QList<QByteArray> linksOf(const Document &document, const Url &page, const Url &base)
{
    LinkReader reader(nullptr);
    for (TreeWalk walk(document.root()); walk; walk.advance()) {
        if (walk.entering() && walk.node().isElement())
            reader.enter(walk.node());
    }
    QList<QByteArray> urls;
    for (const PageLink &link : reader.resolve(page, base).links)
        urls.append(link.url);
    return urls;
}

PageRecords readRecords(const PageInput &page, const PageType &type, const ParsedDocument &parsed, const Url &base)
{
    PageRecords read;
    Extraction extraction =
        extract(*page.recipe, {parsed.document, page.url, page.headers, base, type.charset.name, type.charset.reason},
                {.stop = page.stop});
    read.error = extraction.error;
    if (page.recipe->wantsInlinks()) {
        const Expected<Url, UrlError> url = Url::parse(QByteArrayView(page.url));
        read.links = linksOf(parsed.document, url ? *url : Url(), base);
    }
    if (parsed.tooComplex)
        read.error = u"too complex: the parser's budget was spent, so that only the beginning was read"_s;
    else if (!type.isHtml && page.recipe->parts().needsHtml && !page.recipe->parts().readsJson)
        read.error =
            u"this is no HTML, so that nothing is found in its elements. If it is, say so with its Content-Type."_s;

    // A byte order mark is no part of the text.
    const qint64 shift = type.charset.name == "UTF-8"_L1 && page.body.startsWith("\xEF\xBB\xBF") ? 3 : 0;
    const auto range = [shift](SourceRange source) {
        return source.isEmpty() ? PageRange() : PageRange{shift + source.begin, shift + source.end};
    };
    read.records.reserve(qsizetype(extraction.records.size()));
    for (ExtractedRecord &record : extraction.records) {
        PageRecord &added = read.records.emplaceBack(PageRecord{{}, range(record.source)});
        added.values.reserve(qsizetype(record.values.size()));
        for (ExtractedValue &value : record.values)
            added.values.append({value.isFound, std::move(value.text), std::move(value.error), range(value.source)});
    }
    return read;
}

} // namespace

PageFields extractPage(const PageInput &page)
{
    PageFields fields;
    const std::optional<PageType> type = pageType(page.body, page.contentType, page.encoding);
    if (!type) {
        if (page.recipe)
            fields.records.error =
                u"this is no text: there is nothing to extract. If it is, say so with its Content-Type."_s;
        return fields;
    }
    fields.isHtml = type->isHtml;
    fields.charset = type->charset.name;
    fields.charsetReason = type->charset.reason;
    if (!fields.isHtml && !page.recipe)
        return fields;

    const QByteArray utf8 = decodeToUtf8(page.body, fields.charset);
    ParsedDocument parsed;
    Url base;
    if (fields.isHtml) {
        parsed = buildDocument(page.parser, utf8, {.stop = page.stop});
        fields.tooComplex = parsed.tooComplex;
        PageReader reader(page, fields);
        reader.read(parsed.document);
        if (page.recipe)
            base = reader.base();
    } else {
        parsed.document = DocumentBuilder(utf8).take();
    }
    if (page.recipe && !page.stop.stop_requested())
        fields.records = readRecords(page, *type, parsed, base);
    return fields;
}

} // namespace creel
