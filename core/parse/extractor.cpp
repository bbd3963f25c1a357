#include "parse/extractor.h"

#include "base/url.h"
#include "parse/ascii.h"
#include "parse/charset.h"
#include "parse/gumbobuilder.h"
#include "parse/mimetype.h"
#include "parse/visibletext.h"

namespace creel {
namespace {

/// Whether `word` is one of the words between white space (HTML §2.3.7 sets of space-separated tokens), in any case.
bool hasToken(QByteArrayView set, QByteArrayView word)
{
    while (!(set = trimAsciiSpace(set)).isEmpty()) {
        qsizetype end = 0;
        while (end < set.size() && !isAsciiSpace(set[end]))
            ++end;
        if (equalsIgnoringAsciiCase(set.first(end), word))
            return true;
        set = set.sliced(end);
    }
    return false;
}

/// Gathers the fields while a walk over the page passes by.
class PageReader
{
public:
    explicit PageReader(PageFields &fields) : m_fields(fields) { }

    void read(const Document &document, QByteArrayView pageUrl);

private:
    void enter(Node element);
    QString absolute(QByteArrayView reference, QByteArrayView pageUrl) const;

    PageFields &m_fields;
    QByteArrayView m_base;      ///< first base[href]
    QByteArrayView m_canonical; ///< first link[rel~=canonical][href]
    int m_links = 0;
};

void PageReader::read(const Document &document, QByteArrayView pageUrl)
{
    const QByteArrayView lang = document.documentElement().attribute(Name::Lang);
    if (!lang.isNull())
        m_fields.lang = collapsed(lang);

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
    }

    if (!m_canonical.isNull())
        m_fields.canonical = absolute(m_canonical, pageUrl);
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
        if (m_fields.description.isNull() && element.hasAttribute(Name::Content)
            && equalsIgnoringAsciiCase(element.attribute(Name::Name), "description"))
            m_fields.description = collapsed(element.attribute(Name::Content));
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

/// HTML §2.4.3 document base URLs, §4.2.3: a base that is no URL, or a data: or javascript: one, doesn't count.
QString PageReader::absolute(QByteArrayView reference, QByteArrayView pageUrl) const
{
    const auto page = Url::parse(pageUrl);
    const Url *base = page ? &*page : nullptr;
    const auto declared = Url::parse(m_base.isNull() ? pageUrl : m_base, base);
    if (declared && declared->scheme() != "data" && declared->scheme() != "javascript")
        base = &*declared;
    const auto url = Url::parse(reference, base);
    return url ? QString::fromLatin1(url->display()) : collapsed(reference);
}

} // namespace

PageFields extractPage(const PageInput &page)
{
    MimeType type = parseMimeType(page.contentType);
    // MIME Sniffing §7: these are what servers say that don't know.
    if (type.essence.isEmpty() || type.essence == "unknown/unknown" || type.essence == "application/unknown"
        || type.essence == "*/*")
        type.essence = sniffMimeType(page.body).essence;

    PageFields fields;
    fields.isHtml = type.isHtml();
    if (!fields.isHtml && !type.isText())
        return fields;

    const Charset charset =
        sniffCharset(page.body, type.charset, fields.isHtml ? Declarations::Html : Declarations::None);
    fields.charset = charset.name;
    fields.charsetReason = charset.reason;
    if (!fields.isHtml)
        return fields;

    const ParsedDocument parsed = buildWithGumbo(decodeToUtf8(page.body, charset.name));
    fields.tooComplex = parsed.tooComplex;
    PageReader(fields).read(parsed.document, page.url);
    return fields;
}

} // namespace creel
