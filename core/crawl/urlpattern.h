#pragma once

#include "crawl/glob.h"

#include <QRegularExpression>
#include <QString>

#include <variant>

namespace creel {

/// One line of FollowOptions::include or exclude: a regular expression (PCRE2) that is searched anywhere in a URL, or "glob:"
/// and a Glob that is to match all of it. Case-sensitive; "(?i)" at the front changes that. A value; any thread.
///
/// No expression can hang the crawl: its backtracking from each place of the text is limited, and so is the text. The worst ones
/// that are not given up take some tenths of a second for the longest text, and milliseconds for a usual one.
class UrlPattern
{
public:
    static constexpr qsizetype longestText = 8'192; ///< characters; the search of a longer one is given up

    /// On failure a sentence: "a(b" is no regular expression: missing closing parenthesis at character 4
    static Expected<UrlPattern, QString> parse(const QString &text);

    enum class Match { No, Yes, GivenUp };
    /// `url` is what Url::display() has: ASCII, percent-encoded.
    Match match(QByteArrayView url) const;
    const QString &text() const { return m_text; } ///< as it was given

private:
    UrlPattern(QString text, std::variant<Glob, QRegularExpression> matcher);

    QString m_text;
    std::variant<Glob, QRegularExpression> m_matcher;
};

} // namespace creel
