// readSitemap() and XmlReader: any bytes are read in linear time, and every entry is a URL to fetch.
// Input: a byte (bit 0: it was announced as a sitemap; bit 1: the charset comes first, on a line), then the file.

#include "targets.h"

#include "base/url.h"
#include "parse/sitemap.h"
#include "parse/utf8.h"
#include "parse/xmlreader.h"

namespace creel::fuzz {
namespace {

void checkReader(QByteArrayView utf8)
{
    using Token = XmlReader::Token;
    XmlReader reader(utf8);
    qsizetype depth = 0;
    for (qsizetype left = 2 * utf8.size() + 2;; --left) {
        require(left > 0, "a document has no more tokens than bytes");
        const Token token = reader.next();
        if (token == Token::Start) {
            require(reader.depth() == ++depth, "a start tag is one deeper");
            require(!reader.qualifiedName().isEmpty(), "an element has a name");
            reader.attribute("rel");
        } else if (token == Token::End) {
            require(reader.depth() == depth--, "an end tag is as deep as its start tag");
        } else if (token == Token::Text) {
            require(reader.depth() == depth && depth > 0, "text is inside the root");
            reader.text();
        } else {
            require(token != Token::Done || depth == 0, "what is done has closed everything");
            require((token == Token::Broken) == !reader.problem().isEmpty(), "what is broken says why");
            require(reader.next() == token, "the end stays the end");
            return;
        }
    }
}

} // namespace

void sitemap(QByteArrayView input)
{
    const uchar setting = takeByte(input);
    SitemapInput file;
    file.mayBeText = setting & 1;
    if (setting & 2)
        file.contentType = "text/xml; charset=" + takeLine(input).toByteArray();
    file.url = "https://example.com/a/sitemap.xml";
    const ExactBytes bytes(input);
    file.body = bytes.array();

    const SitemapContent content = readSitemap(file);
    using Kind = SitemapContent::Kind;
    require(content.kind != Kind::None || content.entries.isEmpty(), "what is no sitemap has no entries");
    require(content.kind != Kind::None || !content.problem.isEmpty(), "what is no sitemap says why");
    require(!content.truncated || !content.problem.isEmpty(), "what is cut says so");
    require(content.broken >= 0 && content.entries.size() + content.broken <= file.body.size(), "entries take bytes");
    for (const SitemapContent::Entry &entry : content.entries) {
        const auto url = Url::parse(QByteArrayView(entry.url));
        require(url && url->isHttp(), "an entry is an http(s) URL");
        require(url->dedupeKey() == entry.url, "an entry is in its shortest form");
    }
    const ExactBytes utf8(repairedUtf8(file.body));
    checkReader(utf8.array());
}

} // namespace creel::fuzz
