#include "parse/ascii.h"
#include "parse/structured/reading.h"

namespace creel::structured {

namespace {

/// One item for each of the two, with what all their elements say.
class MetaTagReader
{
public:
    explicit MetaTagReader(Reading &reading) : m_reading(reading) { }

    void enter(Node meta)
    {
        QByteArrayView name =
            meta.attribute(Name::Property); // Twitter's are often written so, and Open Graph's with name
        if (name.isEmpty())
            name = meta.attribute(Name::Name);
        const Found content = findAttribute(meta, "content");
        if (content.text.isNull())
            return;
        for (const QByteArrayView word : tokens(name)) {
            if (word.startsWith("twitter:"))
                add(m_twitter, StructuredSyntax::Twitter, "twitter:card", meta, word, content);
            else if (isOpenGraph(word))
                add(m_openGraph, StructuredSyntax::OpenGraph, "og:type", meta, word, content);
        }
    }

private:
    /// The prefixes that ogp.me and its users declare.
    static bool isOpenGraph(QByteArrayView name)
    {
        for (const QByteArrayView prefix :
             {"og:", "article:", "book:", "profile:", "video:", "music:", "product:", "fb:"})
            if (name.startsWith(prefix))
                return true;
        return false;
    }

    static constexpr quint32 none = ~quint32(0);

    void add(quint32 &item, StructuredSyntax syntax, QByteArrayView typeName, Node meta, QByteArrayView name,
             const Found &content)
    {
        if (item == none)
            item = m_reading.addItem(syntax, outerRange(meta));
        if (name == typeName)
            m_reading.data.items[item].types.push_back(trimAsciiSpace(content.text).toByteArray());
        m_reading.add(item, name, content.text.toByteArray(), content.source);
        m_reading.data.items[item].source.end = outerRange(meta).end;
    }

    Reading &m_reading;
    quint32 m_openGraph = none, m_twitter = none; ///< places of their items
};

} // namespace

void readMetaTags(Reading &reading)
{
    MetaTagReader reader(reading);
    for (Node node = reading.document.root(); node && reading.steps.spend(); node = node.nextInDocument())
        if (node.isHtml(Name::Meta))
            reader.enter(node);
}

} // namespace creel::structured
