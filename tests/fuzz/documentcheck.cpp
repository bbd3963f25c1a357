#include "documentcheck.h"

#include "targets.h"

#include "parse/ascii.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace creel::fuzz {
namespace {

class DocumentCheck
{
public:
    DocumentCheck(const Document &document, qsizetype maxDepth)
        : m_document(document), m_source(document.source()), m_maxDepth(maxDepth),
          m_isSeen(size_t(document.nodeCount()) + 1)
    {
    }

    void run()
    {
        require(m_document.root().index() == 1, "the document is the first node");
        see(m_document.root(), 0);
        while (!m_pending.empty()) {
            const auto [node, depth] = m_pending.back();
            m_pending.pop_back();
            require(depth <= m_maxDepth, "the tree is no deeper than its cap");
            checkLinks(node, depth);
            checkNode(node);
        }
        checkTexts();
    }

private:
    struct Place {
        Node node;
        qsizetype depth;
    };

    void see(Node node, qsizetype depth)
    {
        require(node.index() >= 1 && node.index() <= m_document.nodeCount(), "a node is one of the document's");
        require(!m_isSeen[node.index()], "a node stands at one place");
        m_isSeen[node.index()] = true;
        m_pending.push_back({node, depth});
    }

    void checkLinks(Node node, qsizetype depth)
    {
        Node previous;
        for (Node child = node.firstChild(); child; child = child.nextSibling()) {
            see(child, depth + (child.isElement() ? 1 : 0)); // ends a ring of siblings, too
            require(child.parent() == node || node.kind() == NodeKind::TemplateContents, "a child knows its parent");
            require(child.previousSibling() == previous, "siblings agree");
            require(!previous.isText() || !child.isText(), "no text stands beside another");
            previous = child;
        }
        require(node.lastChild() == previous, "the last child is the last one");

        const Node contents = node.templateContents();
        require(bool(contents) == node.isHtml(Name::Template), "templates have contents, and nothing else has");
        if (!contents)
            return;
        require(contents.kind() == NodeKind::TemplateContents, "contents are contents");
        require(!node.firstChild(), "a template has no children");
        require(!contents.parent() && !contents.nextSibling() && !contents.previousSibling(), "contents stand alone");
        see(contents, depth);
    }

    void checkNode(Node node)
    {
        const bool isInDocument = node.parent() == m_document.root();
        switch (node.kind()) {
        case NodeKind::Document:
            require(node.index() == 1 && !node.parent(), "there is one document");
            break;
        case NodeKind::Doctype:
            require(isInDocument && !m_hasDoctype && !node.firstChild(), "the document has one doctype at most");
            m_hasDoctype = true;
            break;
        case NodeKind::Element:
            require(!isInDocument || node == m_document.documentElement(), "there is one root element");
            require(!isInDocument || node.isHtml(Name::Html), "the root element is <html>");
            checkElement(node);
            break;
        case NodeKind::Text:
            require(!isInDocument, "no text stands beside the root element");
            require(!node.characters().isEmpty(), "a text is not empty");
            m_textBytes += node.characters().size();
            checkCharacters(node);
            break;
        case NodeKind::Comment:
            checkCharacters(node);
            break;
        case NodeKind::TemplateContents:
            break;
        case NodeKind::None:
            require(false, "a node is of some kind");
        }
    }

    void checkElement(Node element)
    {
        const QByteArrayView name = element.name();
        require(!name.isEmpty() && isAsciiAlpha(name.front()), "an element's name begins with a letter");
        const SourceRange startTag = element.startTag(), endTag = element.endTag();
        const QByteArrayView start = bytesAt(startTag), end = bytesAt(endTag);
        if (!start.isEmpty()) {
            require(start.startsWith('<') && start.endsWith('>'), "a start tag is from < to >");
            // §13.2.6.4.7: an <image> is an <img>; a NUL in a name is U+FFFD.
            const QByteArrayView written = start.sliced(1).first(std::min(name.size(), start.size() - 1));
            require(equalsIgnoringAsciiCase(written, name) || name == "img" || start.contains('\0'),
                    "a start tag has the element's name");
        }
        if (!end.isEmpty()) {
            require(end.startsWith("</") && end.endsWith('>'), "an end tag is from </ to >");
            require(endTag.begin >= startTag.end, "an end tag comes behind the start tag");
        }
        std::vector<std::tuple<AttributeNamespace, QByteArrayView>> names;
        for (qsizetype i = 0; i < element.attributeCount(); ++i) {
            const Attribute attribute = element.attributeAt(i);
            require(!attribute.name().isEmpty(), "an attribute has a name");
            names.emplace_back(attribute.ns(), attribute.name());
            checkAttribute(attribute);
        }
        std::sort(names.begin(), names.end());
        require(std::adjacent_find(names.begin(), names.end()) == names.end(), "an element's attributes don't repeat");
    }

    void checkAttribute(const Attribute &attribute)
    {
        const QByteArrayView name = bytesAt(attribute.nameSource());
        require(name.isEmpty() || name.contains('\0') || equalsIgnoringAsciiCase(name, attribute.name()),
                "an attribute's name stands in its place");
        bytesAt(attribute.valueSource());
        checkView(attribute.value(), attribute.valueSource());
    }

    void checkCharacters(Node node)
    {
        bytesAt(node.characterSource());
        checkView(node.characters(), node.characterSource());
    }

    QByteArrayView bytesAt(SourceRange range)
    {
        require(range.begin <= range.end && range.end <= m_source.size(), "a place is in the source");
        return QByteArrayView(m_source).sliced(range.begin, range.end - range.begin);
    }

    /// A text that is a view of the source is in its place there.
    void checkView(QByteArrayView text, SourceRange place)
    {
        const std::less<const char *> before;
        if (text.isEmpty() || before(text.data(), m_source.constData())
            || !before(text.data(), m_source.constData() + m_source.size()))
            return;
        const qsizetype begin = text.data() - m_source.constData();
        require(begin >= place.begin && begin + text.size() <= place.end,
                "a text that is in the source is in its place");
    }

    void checkTexts()
    {
        qsizetype met = 0, bytes = 0;
        for (TreeWalk walk(m_document.root()); walk; walk.advance()) {
            require(++met <= 2 * m_document.nodeCount(), "a walk ends");
            if (walk.entering() && walk.node().isText())
                bytes += walk.node().characters().size();
        }
        require(m_document.root().textContent().size() == bytes && bytes <= m_textBytes, "all text is there");
    }

    const Document &m_document;
    const QByteArray &m_source;
    qsizetype m_maxDepth;
    std::vector<bool> m_isSeen; ///< by index
    std::vector<Place> m_pending;
    qsizetype m_textBytes = 0;
    bool m_hasDoctype = false;
};

} // namespace

void checkDocument(const Document &document, qsizetype maxDepth) { DocumentCheck(document, maxDepth).run(); }

} // namespace creel::fuzz
