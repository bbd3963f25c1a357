#include "base/pageextra.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QList<PageExtraInfo> makeInfos()
{
    constexpr auto one = false, many = true;
    constexpr auto text = FieldType::Text, number = FieldType::Number;
    const auto row = [](PageExtra extra, const QString &name, FieldType type, bool isMany, const QString &description) {
        return PageExtraInfo{extra, name, type, isMany, description};
    };
    using enum PageExtra;
    QList<PageExtraInfo> infos{
        row(Encoding, u"encoding"_s, text, one, u"The encoding that the page was read in, by its WHATWG name."_s),
        row(EncodingReason, u"encoding-reason"_s, text, one,
            u"Who said so: bom, http, meta, xml, utf-8 (nobody, but the bytes are), default (windows-1252)."_s),
        row(Language, u"language"_s, text, one,
            u"The language that the page declares: html lang, else meta content-language, else the header "
            u"Content-Language where that names one. Nothing is guessed."_s),
        row(MetaRobots, u"meta-robots"_s, text, many,
            u"What meta robots and X-Robots-Tag ask together, the stricter one counting: \"noindex, nofollow\"; then "
            u"for "
            u"each crawler that is named, \"googlebot: noindex, nofollow, noarchive\"."_s),
        row(Hreflang, u"hreflang"_s, text, many,
            u"The page in other languages, of link rel=alternate and the Link header: \"de=https://…\"."_s),
        row(Headings, u"headings"_s, text, many,
            u"The headings h1 to h6 in the order of the page, as \"h2: text\"; those that are hidden are left out."_s),
    };
    for (int level = 1; level <= 6; ++level)
        infos << row(PageExtra(int(Headings) + level), u"headings:%1"_s.arg(level), text, many,
                     u"The texts of the h%1 alone."_s.arg(level));
    infos << QList{
        row(ImagesWithoutAlt, u"images-without-alt"_s, number, one, u"Number of img without an alt attribute."_s),
        row(ImagesWithoutAltUrls, u"images-without-alt:urls"_s, text, many, u"Their URLs."_s),
        row(TitleLength, u"title-length"_s, number, one, u"Number of characters of the title."_s),
        row(DescriptionLength, u"description-length"_s, number, one,
            u"Number of characters of the meta description."_s),
        row(WordCount, u"word-count"_s, number, one,
            u"Number of words of the visible text, by Unicode's word boundaries (UAX #29)."_s),
        row(TextHash, u"text-hash"_s, text, one,
            u"SHA-256 of the visible text, white space collapsed: the same for pages with the same text."_s),
        row(SimHash, u"simhash"_s, text, one,
            u"SimHash of the visible text, 64 bits: near duplicates differ in 3 bits or fewer."_s),
        row(MainText, u"main-text"_s, text, one,
            u"The text that the page is about, a line for each block, without navigation, footer and asides."_s),
        row(StructuredTypes, u"structured-types"_s, text, many,
            u"The types of its structured data (JSON-LD, microdata, RDFa Lite), without their vocabulary."_s),
        row(NeedsJavaScript, u"needs-javascript"_s, text, one,
            u"Whether the page shows little without its scripts, told by signs: yes, likely or no."_s),
        row(SecurityHeaders, u"security-headers"_s, text, many,
            u"Which are there of Content-Security-Policy, Strict-Transport-Security, X-Content-Type-Options, "
            u"X-Frame-Options, Referrer-Policy and Permissions-Policy."_s),
        row(SecurityHeadersMissing, u"security-headers:missing"_s, text, many, u"Which of them are missing."_s),
        row(Inlinks, u"inlinks"_s, number, one,
            u"Number of other pages of the run that link to it. A page without a run has none."_s),
    };
    return infos;
}

} // namespace

const QList<PageExtraInfo> &pageExtras()
{
    static const QList<PageExtraInfo> infos = makeInfos();
    return infos;
}

const PageExtraInfo &pageExtraInfo(PageExtra extra) { return pageExtras()[qsizetype(extra)]; }

qsizetype inlinksField(const Recipe &recipe)
{
    const auto found = std::find_if(recipe.fields.begin(), recipe.fields.end(), [](const Field &field) {
        const PageExtraInfo *info = field.kind == RuleKind::Page ? findPageExtra(field.expression.trimmed()) : nullptr;
        return info && info->extra == PageExtra::Inlinks;
    });
    return found == recipe.fields.end() ? -1 : found - recipe.fields.begin();
}

const PageExtraInfo *findPageExtra(QStringView name)
{
    const QList<PageExtraInfo> &infos = pageExtras();
    const auto found =
        std::find_if(infos.begin(), infos.end(), [name](const PageExtraInfo &i) { return i.name == name; });
    return found == infos.end() ? nullptr : &*found;
}

} // namespace creel
