#include "parse/xpath/functions.h"

#include <QString>

#include <algorithm>
#include <array>
#include <utility>

namespace creel::xpath {

using namespace Qt::StringLiterals;

const Function *findFunction(QStringView name)
{
    static constexpr std::array functions{
        Function{"last"_L1, 0, 0, false, false},
        Function{"position"_L1, 0, 0, false, false},
        Function{"count"_L1, 1, 1, false, false},
        Function{"local-name"_L1, 0, 1, false, false},
        Function{"namespace-uri"_L1, 0, 1, false, false},
        Function{"name"_L1, 0, 1, false, false},
        Function{"string"_L1, 0, 1, true, false},
        Function{"concat"_L1, 2, anyNumber, true, false},
        Function{"starts-with"_L1, 2, 2, true, false},
        Function{"contains"_L1, 2, 2, true, false},
        Function{"substring-before"_L1, 2, 2, true, false},
        Function{"substring-after"_L1, 2, 2, true, false},
        Function{"substring"_L1, 2, 3, true, true},
        Function{"string-length"_L1, 0, 1, true, true},
        Function{"normalize-space"_L1, 0, 1, true, false},
        Function{"translate"_L1, 3, 3, true, true},
        Function{"boolean"_L1, 1, 1, false, false},
        Function{"not"_L1, 1, 1, false, false},
        Function{"true"_L1, 0, 0, false, false},
        Function{"false"_L1, 0, 0, false, false},
        Function{"number"_L1, 0, 1, true, false},
        Function{"sum"_L1, 1, 1, true, false},
        Function{"floor"_L1, 1, 1, true, false},
        Function{"ceiling"_L1, 1, 1, true, false},
        Function{"round"_L1, 1, 1, true, false},
    };
    const auto *const found =
        std::find_if(functions.begin(), functions.end(), [&](const Function &f) { return name == f.name; });
    return found == functions.end() ? nullptr : found;
}

QString insteadOf(QStringView name)
{
    static const std::pair<QLatin1StringView, QString> table[]{
        {"id"_L1, u"Write //*[@id='…'] for id('…')."_s},
        {"lang"_L1, u"lang() reads xml:lang, which pages don't have: write ancestor-or-self::*[@lang][1]/@lang."_s},
        {"lower-case"_L1, u"lower-case() is XPath 2.0: write translate(…, 'ABC…', 'abc…')."_s},
        {"upper-case"_L1, u"upper-case() is XPath 2.0: write translate(…, 'abc…', 'ABC…')."_s},
        {"matches"_L1, u"matches() is XPath 2.0: write contains() or starts-with(), or use a regex step."_s},
        {"replace"_L1, u"replace() is XPath 2.0: use a regex step."_s},
        {"tokenize"_L1, u"tokenize() is XPath 2.0: use a split step."_s},
        {"ends-with"_L1, u"ends-with() is XPath 2.0: write substring(…, string-length(…) - 2) = 'xyz'."_s},
        {"string-join"_L1, u"string-join() is XPath 2.0: take all nodes and join them in the field."_s},
        {"distinct-values"_L1, u"distinct-values() is XPath 2.0."_s},
    };
    for (const auto &[missing, hint] : table)
        if (name == missing)
            return hint;
    return {};
}

} // namespace creel::xpath
