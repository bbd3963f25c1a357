#pragma once

#include "base/recipe.h"

namespace creel {

/// What can be known of any page without an expression: a rule of RuleKind::Page names one. parse/extras/ finds them.
enum class PageExtra : quint8 {
    Encoding,
    EncodingReason,
    Language,
    MetaRobots,
    Hreflang,
    Headings,
    Headings1,
    Headings2,
    Headings3,
    Headings4,
    Headings5,
    Headings6,
    ImagesWithoutAlt,
    ImagesWithoutAltUrls,
    TitleLength,
    DescriptionLength,
    WordCount,
    TextHash,
    SimHash,
    MainText,
    StructuredTypes,
    NeedsJavaScript,
    SecurityHeaders,
    SecurityHeadersMissing,
    Inlinks, ///< of the run: counted by the run file, from PageRecords::links
};

struct PageExtraInfo {
    PageExtra extra;
    QString name;        ///< the rule's expression: lower case, dashes
    FieldType type;      ///< of its values
    bool isMany;         ///< a page can have several values
    QString description; ///< a sentence or two
};

/// All extras, in the order of PageExtra.
const QList<PageExtraInfo> &pageExtras();

const PageExtraInfo &pageExtraInfo(PageExtra extra);

/// Which of the recipe's fields shows the inlinks; -1: none.
qsizetype inlinksField(const Recipe &recipe);

/// nullptr: there is none of that name.
const PageExtraInfo *findPageExtra(QStringView name);

} // namespace creel
