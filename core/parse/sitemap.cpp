#include "parse/sitemap.h"

#include "base/url.h"
#include "parse/ascii.h"
#include "parse/charset.h"
#include "parse/links.h"
#include "parse/mimetype.h"
#include "parse/xmlreader.h"

#include <algorithm>
#include <array>
#include <utility>

namespace creel {
namespace {

using Kind = SitemapContent::Kind;

/// The names of an XML format: of its root element, and of the element of an entry, which has a location and a date.
struct Vocabulary {
    QByteArrayView root;
    Kind kind;
    QByteArrayView entry, location, modified;
};
constexpr std::array<Vocabulary, 5> vocabularies = {{
    {"urlset", Kind::UrlSet, "url", "loc", "lastmod"},
    {"sitemapindex", Kind::Index, "sitemap", "loc", "lastmod"},
    {"rss", Kind::Rss, "item", "link", "pubDate"},
    {"RDF", Kind::Rss, "item", "link", "pubDate"}, // RSS 0.9 and 1.0
    {"feed", Kind::Atom, "entry", "link", "updated"},
}};

/// Takes in what a reader finds, as far as the limits go.
class EntryList
{
public:
    explicit EntryList(SitemapContent &content) : m_content(content) { }

    const Url &base() const { return m_base; }
    void setBase(Url base) { m_base = std::move(base); }

    /// `reference` is relative to `innerBases`, the outermost first, and these to base(). False once a limit is met.
    bool add(QByteArrayView reference, const QList<QByteArray> &innerBases, QByteArrayView modified);
    void truncate(const QString &why)
    {
        m_content.truncated = true;
        m_content.problem = why;
    }

private:
    SitemapContent &m_content;
    Url m_base;
    qsizetype m_bytes = 0; ///< of URLs that were made, for work and memory alike
};

bool EntryList::add(QByteArrayView reference, const QList<QByteArray> &innerBases, QByteArrayView modified)
{
    if (m_content.entries.size() + m_content.broken == SitemapContent::maxEntries) {
        truncate(QStringLiteral("It lists more than 50,000 addresses, a sitemap's limit: the rest is left out."));
        return false;
    }
    m_bytes += m_base.path().size();
    Url base = m_base;
    for (const QByteArray &inner : innerBases) {
        base = documentBase(base, inner);
        m_bytes += base.path().size();
    }
    const auto url = Url::parse(reference, base.isValid() ? &base : nullptr);
    const QByteArray key = url ? url->dedupeKey() : QByteArray();
    m_bytes += key.size();
    if (m_bytes > SitemapContent::maxBytes) {
        truncate(QStringLiteral("Its addresses have more than 50 MB, a sitemap's limit: the rest is left out."));
        return false;
    }
    if (url && url->isHttp())
        m_content.entries.append({key, modified.isEmpty() ? QString() : QString::fromUtf8(modified)});
    else
        ++m_content.broken;
    return true;
}

/// Reads the entries of an XML sitemap or a feed. An entry's fields are its children with its own namespace prefix: so
/// <image:loc> and <media:link> are none, whatever the document calls its namespaces.
class EntryReader
{
public:
    EntryReader(QByteArrayView utf8, SitemapContent &content, EntryList &entries)
        : m_xml(utf8), m_content(content), m_entries(entries)
    {
    }
    void read();

private:
    void enterRoot();
    void enter();
    void enterField();
    void leaveField();
    bool leaveEntry();
    bool atField() const { return m_entryDepth > 0 && m_xml.depth() == m_entryDepth + 1; }

    XmlReader m_xml;
    SitemapContent &m_content;
    EntryList &m_entries;
    Vocabulary m_names = {};

    struct Location {
        QByteArray reference;
        QList<QByteArray> bases; ///< xml:base of the entry and of the field
    };
    qsizetype m_entryDepth = 0; ///< 0: we are in no entry
    QByteArray m_entryPrefix, m_entryBase, m_modified;
    QList<Location> m_locations;
    Location m_guid;
    Location m_field; ///< what is read just now, and may be a location
    bool m_isWanted = false, m_isPermalink = false;
};

void EntryReader::read()
{
    for (;;) {
        switch (m_xml.next()) {
        case XmlReader::Token::Start:
            enter();
            break;
        case XmlReader::Token::Text:
            if (m_isWanted && atField())
                m_field.reference += m_xml.text();
            break;
        case XmlReader::Token::End:
            if (atField())
                leaveField();
            else if (m_xml.depth() == m_entryDepth && !leaveEntry())
                return;
            break;
        case XmlReader::Token::Done:
            return;
        case XmlReader::Token::Broken:
            m_content.problem = m_xml.problem();
            return;
        }
        if (m_content.kind == Kind::None)
            return;
    }
}

void EntryReader::enterRoot()
{
    for (const Vocabulary &names : vocabularies)
        if (m_xml.name() == names.root)
            m_names = names;
    m_content.kind = m_names.kind;
    m_entries.setBase(documentBase(m_entries.base(), m_xml.attribute("xml:base")));
}

void EntryReader::enter()
{
    if (m_xml.depth() == 1) {
        enterRoot();
        return;
    }
    if (atField()) {
        enterField();
        return;
    }
    const bool mayBeEntry = m_xml.depth() == 2 || (m_xml.depth() == 3 && m_content.kind == Kind::Rss); // in the channel
    if (m_entryDepth > 0 || !mayBeEntry || m_xml.name() != m_names.entry)
        return;
    m_entryDepth = m_xml.depth();
    m_entryPrefix = m_xml.prefix().toByteArray();
    m_entryBase = m_xml.attribute("xml:base");
}

void EntryReader::enterField()
{
    const QByteArrayView name = m_xml.name();
    m_isPermalink = m_content.kind == Kind::Rss && name == "guid" && m_xml.attribute("isPermaLink") != "false";
    m_isWanted =
        m_xml.prefix() == m_entryPrefix && (name == m_names.location || name == m_names.modified || m_isPermalink);
    if (!m_isWanted)
        return;
    m_field = {{}, {m_entryBase, m_xml.attribute("xml:base")}};
    if (m_content.kind == Kind::Atom && name == m_names.location) { // RFC 4287 §4.2.7: without rel it is an alternate
        m_isWanted = false;
        const QByteArray rel = m_xml.attribute("rel");
        m_field.reference = m_xml.attribute("href");
        if (!m_field.reference.isNull() && (rel.isNull() || rel == "alternate"))
            m_locations.append(m_field);
    }
}

void EntryReader::leaveField()
{
    if (!std::exchange(m_isWanted, false))
        return;
    m_field.reference = trimAsciiSpace(m_field.reference).toByteArray();
    if (m_xml.name() == m_names.modified)
        m_modified = m_field.reference;
    else if (m_isPermalink)
        m_guid = m_field;
    else if (m_locations.isEmpty() && !m_field.reference.isEmpty())
        m_locations.append(m_field);
}

bool EntryReader::leaveEntry()
{
    m_entryDepth = 0;
    const Location guid = std::exchange(m_guid, {});
    const QByteArray modified = std::exchange(m_modified, {});
    QList<Location> locations = std::exchange(m_locations, {});
    if (locations.isEmpty()
        && !guid.reference.isEmpty()) // RSS 2.0: a guid is a permalink unless it says that it is none
        locations.append(guid);
    const bool needsOne = m_content.kind == Kind::UrlSet || m_content.kind == Kind::Index; // an item of a feed doesn't
    if (locations.isEmpty() && needsOne)
        ++m_content.broken;
    for (const Location &location : std::as_const(locations))
        if (!m_entries.add(location.reference, location.bases, modified))
            return false;
    return true;
}

/// One URL a line, and nothing else (sitemaps.org, "Text file").
void readLines(QByteArrayView text, SitemapContent &content, EntryList &entries)
{
    content.kind = Kind::Text;
    const auto endsLine = [](char c) { return c == '\n' || c == '\r'; };
    for (const char *begin = text.begin(); begin != text.end();) {
        const char *const end = std::find_if(begin, text.end(), endsLine);
        const QByteArrayView line = trimAsciiSpace(QByteArrayView(begin, end));
        if (!line.isEmpty() && !entries.add(line, {}, {}))
            break;
        begin = end == text.end() ? end : end + 1;
    }
}

} // namespace

SitemapContent readSitemap(const SitemapInput &input)
{
    SitemapContent content;
    EntryList entries(content);
    QByteArray body = input.body;
    if (body.size() > SitemapContent::maxBytes)
        body.truncate(SitemapContent::maxBytes);

    // RFC 7303 §3: the byte order mark, HTTP's charset, the XML declaration; and sitemaps are UTF-8.
    const Charset charset = sniffCharset(body, parseMimeType(input.contentType).charset, Declarations::Xml);
    body = decodeToUtf8(body, charset.name);
    const QByteArrayView text = trimAsciiSpace(body);
    if (text.startsWith('<')) {
        if (const auto page = Url::parse(input.url))
            entries.setBase(*page);
        EntryReader(body, content, entries).read();
    } else if (input.mayBeText && !text.contains('\0')) {
        readLines(text, content, entries);
        if (content.entries.isEmpty())
            content = {};
    }

    if (content.kind == Kind::None && content.problem.isNull())
        content.problem = QStringLiteral("This is neither a sitemap nor a feed.");
    else if (input.body.size() > SitemapContent::maxBytes && !content.truncated)
        entries.truncate(QStringLiteral("It is larger than 50 MB, a sitemap's limit: the rest is left out."));
    return content;
}

bool isGzip(QByteArrayView body) { return body.startsWith("\x1F\x8B\x08"); }

} // namespace creel
