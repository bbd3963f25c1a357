#pragma once

#include <QString>

#include <optional>

namespace creel {

/// Who reads the HTML of pages. Both give the same Document; what they differ in is told in parse/builders.h.
enum class HtmlParser : quint8 {
    Creel, ///< ours, from the HTML standard
    Gumbo, ///< gumbo-parser: the reference that ours is held to
};
inline constexpr HtmlParser defaultHtmlParser = HtmlParser::Creel; ///< of new runs

QString htmlParserName(HtmlParser parser); ///< "creel"
std::optional<HtmlParser> htmlParserFromName(QStringView name);

} // namespace creel
