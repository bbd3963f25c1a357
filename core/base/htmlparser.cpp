#include "base/htmlparser.h"

#include <array>

namespace creel {

namespace {
constexpr std::array<const char16_t *, 2> parserNames = {u"creel", u"gumbo"};
}

QString htmlParserName(HtmlParser parser) { return QString::fromUtf16(parserNames[size_t(parser)]); }

std::optional<HtmlParser> htmlParserFromName(QStringView name)
{
    for (size_t i = 0; i < parserNames.size(); ++i) {
        if (name == QStringView(parserNames[i]))
            return HtmlParser(i);
    }
    return std::nullopt;
}

} // namespace creel
