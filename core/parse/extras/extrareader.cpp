#include "parse/extras/extrareader.h"

#include "parse/extraction/taking.h"
#include "parse/extras/headings.h"
#include "parse/extras/hreflang.h"
#include "parse/extras/images.h"
#include "parse/extras/javascript.h"
#include "parse/extras/language.h"
#include "parse/extras/maintext.h"
#include "parse/extras/robotsrules.h"
#include "parse/extras/securityheaders.h"
#include "parse/extras/simhash.h"
#include "parse/extras/texthash.h"
#include "parse/extras/textlengths.h"
#include "parse/extras/words.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Values = std::vector<ExtractedValue>;

Values one(const QString &text) { return text.isEmpty() ? Values() : Values{{true, text, {}, {}}}; }

Values one(std::optional<qsizetype> number) { return number ? one(QString::number(*number)) : Values(); }

Values all(const QStringList &texts)
{
    Values values;
    for (const QString &text : texts)
        values.push_back({true, text, {}, {}});
    return values;
}

QString labelOf(JavaScriptNeed need)
{
    switch (need) {
    case JavaScriptNeed::No:
        return u"no"_s;
    case JavaScriptNeed::Likely:
        return u"likely"_s;
    case JavaScriptNeed::Yes:
        return u"yes"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

ExtraReader::ExtraReader(LazyPage &page, ExtractionLeft &left) : m_page(page), m_left(left) { }

Values ExtraReader::read(PageExtra extra)
{
    Values values = find(extra);
    bool isWhole = !m_left.steps.areSpent() && m_left.bytes >= 0;
    for (const ExtractedValue &value : values)
        isWhole = isWhole && m_left.spendBytes(qsizetype(sizeof(ExtractedValue)) + 2 * value.text.size());
    if (isWhole)
        return values;
    return {{false, {}, {}, u"too complex: the page's budget was spent before this extra. Take fewer fields."_s}};
}

Values ExtraReader::find(PageExtra extra)
{
    const ExtractionPage &page = m_page.page();
    const bool isHtml = bool(page.document.documentElement());
    switch (extra) {
    case PageExtra::Encoding:
        return one(page.charset);
    case PageExtra::EncodingReason:
        return one(page.charsetReason);
    case PageExtra::Language:
        return one(declaredLanguage(page, m_left.steps));
    case PageExtra::MetaRobots:
        return all(robotsRules(page, m_left.steps));
    case PageExtra::Hreflang:
        return hreflangs(page, m_page.base(), m_left);
    case PageExtra::ImagesWithoutAlt: {
        const auto count = creel::imagesWithoutAlt(page.document, m_left.steps).size();
        return isHtml ? one(QString::number(count)) : Values();
    }
    case PageExtra::ImagesWithoutAltUrls:
        return urlsOfImages(creel::imagesWithoutAlt(page.document, m_left.steps), m_page.base(), m_left);
    case PageExtra::TitleLength:
        return one(titleLength(page.document, m_left.steps));
    case PageExtra::DescriptionLength:
        return one(descriptionLength(page.document, m_left.steps));
    case PageExtra::WordCount:
        return isHtml ? one(QString::number(countWords(text()))) : Values();
    case PageExtra::TextHash:
        return one(textHash(text()));
    case PageExtra::SimHash: {
        const std::optional<quint64> hash = simHash(text());
        return hash ? one(simHashText(*hash)) : Values();
    }
    case PageExtra::MainText: {
        const ExtractedValue found = mainText(page.document, m_left);
        return found.isFound ? Values{found} : Values();
    }
    case PageExtra::StructuredTypes:
        return types();
    case PageExtra::NeedsJavaScript:
        return isHtml ? one(labelOf(needsJavaScript(page.document, m_left))) : Values();
    case PageExtra::SecurityHeaders:
        return all(securityHeaders(page));
    case PageExtra::SecurityHeadersMissing:
        return all(missingSecurityHeaders(page));
    case PageExtra::Inlinks:
        return {};
    case PageExtra::Headings:
    case PageExtra::Headings1:
    case PageExtra::Headings2:
    case PageExtra::Headings3:
    case PageExtra::Headings4:
    case PageExtra::Headings5:
    case PageExtra::Headings6:
        return headings(page.document, int(extra) - int(PageExtra::Headings), m_left);
    }
    Q_UNREACHABLE();
}

Values ExtraReader::types()
{
    const StructuredData &data = m_page.structured();
    if (data.tooComplex)
        m_left.steps.exhaust();
    return all(structuredTypes(data));
}

const QString &ExtraReader::text()
{
    if (!m_text) {
        QByteArray utf8;
        if (!appendText(m_page.document().root(), true, utf8, m_left))
            m_left.steps.exhaust();
        m_text = QString::fromUtf8(utf8).simplified();
        m_left.spendBytes(2 * m_text->size());
    }
    m_left.steps.spend(m_text->size()); // about what finding its words takes
    return *m_text;
}

} // namespace creel
