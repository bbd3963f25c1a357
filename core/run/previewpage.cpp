#include "run/previewpage.h"

#include "parse/builders.h"
#include "parse/charset.h"
#include "parse/documentbuilder.h"
#include "parse/extraction/taking.h"
#include "parse/pagetype.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype shownLetters = 80;
constexpr int searchedNodes = 60;
constexpr qint64 sourceSteps = 100'000;
constexpr qint64 searchSteps = 5'000'000;
constexpr QByteArrayView byteOrderMark = "\xEF\xBB\xBF";

QString labelOf(Node element)
{
    const auto text = [](QByteArrayView bytes) {
        return QString::fromUtf8(bytes.first(std::min<qsizetype>(bytes.size(), 200)));
    };
    QString label = text(element.name());
    if (const QString id = text(element.attribute("id")).simplified(); !id.isEmpty())
        label += u'#' + id.section(u' ', 0, 0);
    const QStringList classes = text(element.attribute("class")).simplified().split(u' ', Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < std::min<qsizetype>(classes.size(), 3); ++i)
        label += u'.' + classes[i];
    return label;
}

QString beginningOf(Node element)
{
    QString text;
    int looked = 0;
    for (Node node = element.nextInDocument(element); node && text.size() < shownLetters && ++looked < searchedNodes;) {
        const bool isCode = node.isElement() && (node.name() == "script" || node.name() == "style");
        if (node.isText()) {
            const QByteArrayView characters = node.characters();
            text +=
                QString::fromUtf8(characters.first(std::min<qsizetype>(characters.size(), 4 * shownLetters))) + u' ';
            text = text.simplified();
            if (!text.isEmpty())
                text += u' ';
        }
        node = isCode ? node.nextAfterSubtree(element) : node.nextInDocument(element);
    }
    text = text.trimmed();
    return text.size() > shownLetters ? text.first(shownLetters) + u'…' : text;
}

} // namespace

PreviewPage::PreviewPage(const StoredPage &page) : m_stored(page)
{
    const std::optional<PageType> type = pageType(page.body, page.contentType, page.encoding);
    if (!type) {
        m_document = std::make_unique<const Document>();
        return;
    }
    m_charset = type->charset.name;
    m_isHtml = type->isHtml;
    m_source = decodeToUtf8(page.body, m_charset);
    ParsedDocument parsed;
    if (m_isHtml)
        parsed = buildDocument(page.parser, m_source);
    m_isTooComplex = parsed.tooComplex;
    m_document = std::make_unique<const Document>(std::move(parsed.document));
    if (m_charset == "UTF-8"_L1 && page.body.startsWith(byteOrderMark)) { // as PageExtractor counts
        m_shift = byteOrderMark.size();
        m_source.prepend(byteOrderMark.data(), byteOrderMark.size());
    }
}

PreviewPage::~PreviewPage() = default;

std::shared_ptr<const PreviewPage> PreviewPage::read(const StoredPage &page)
{
    return std::shared_ptr<const PreviewPage>(new PreviewPage(page));
}

quint32 PreviewPage::root() const { return m_document->documentElement().index(); }

PageElement PreviewPage::element(quint32 number) const
{
    const Node node(*m_document, number);
    if (!node.isElement())
        return {};
    Steps steps(sourceSteps);
    const SourceRange source = sourceOf(node, steps);
    PageElement element{number, labelOf(node), beginningOf(node), bool(node.firstElementChild()), {}};
    if (!source.isEmpty())
        element.source = {m_shift + source.begin, m_shift + source.end};
    return element;
}

QList<quint32> PreviewPage::children(quint32 number, quint32 after, qsizetype most) const
{
    QList<quint32> found;
    Node child = after ? Node(*m_document, after).nextElementSibling() : Node(*m_document, number).firstElementChild();
    for (; child && found.size() < most; child = child.nextElementSibling())
        found.append(child.index());
    return found;
}

quint32 PreviewPage::parent(quint32 number) const
{
    const Node parent = Node(*m_document, number).parent();
    return parent.isElement() ? parent.index() : 0;
}

quint32 PreviewPage::elementAt(qint64 byte) const
{
    const qint64 place = byte - m_shift;
    Steps steps(searchSteps);
    quint32 found = 0;
    // In document order the last one that holds the byte is the innermost. Elements that the parser put in by itself stand nowhere.
    for (Node node = m_document->documentElement(); node && steps.spend();) {
        bool isBehindIt = false;
        if (node.isElement() && !node.startTag().isEmpty() && node.startTag().begin <= place) {
            const bool isClosed = !node.endTag().isEmpty();
            const qint64 end = isClosed ? node.endTag().end : sourceOf(node, steps).end;
            if (end > place)
                found = node.index();
            isBehindIt = isClosed && end <= place;
        }
        node = isBehindIt ? node.nextAfterSubtree() : node.nextInDocument();
    }
    return found;
}

} // namespace creel
