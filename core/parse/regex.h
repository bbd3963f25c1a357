#pragma once

#include "base/expected.h"
#include "parse/expressionerror.h"

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

#include <chrono>
#include <memory>
#include <vector>

namespace re2 {
class RE2;
}

namespace creel {

/// A regular expression of RE2's syntax, compiled: an immutable value, cheap to copy, for any thread. Text is UTF-8. One search
/// takes a time linear in the text, whatever the expression; it takes no back references and no looking around.
class Regex
{
public:
    static constexpr qsizetype maxLength = 1 << 14; ///< of the expression

    static Expected<Regex, ExpressionError> parse(QStringView text);

    int groupCount() const;
    /// The number of a group, given as number or name; -1: there is none.
    int group(const QString &numberOrName) const;
    /// Where `replacement`, with \0 … \9, goes wrong: it ends in a backslash, or names a group that isn't there. Empty: nowhere.
    QString replacementError(const QString &replacement) const;

private:
    friend class RegexSearch;
    explicit Regex(std::shared_ptr<const re2::RE2> compiled) : m_compiled(std::move(compiled)) { }

    std::shared_ptr<const re2::RE2> m_compiled;
};

/// CPU time of this thread that searches may take, together. Each search is linear; all matches of one text need not be.
class RegexTime
{
public:
    explicit RegexTime(std::chrono::nanoseconds most);
    bool isSpent() const;

private:
    std::chrono::nanoseconds m_end;
};

/// Walks over the matches in a text, which outlives it. An empty match is one, and is followed by no other at its place.
class RegexSearch
{
public:
    RegexSearch(const Regex &regex, QByteArrayView utf8) : m_regex(regex), m_text(utf8) { }

    bool next(); ///< false: there is no more match
    /// Of the match: group 0 is all of it. Null when the group took no part.
    QByteArrayView group(int number) const;

private:
    const Regex m_regex;
    const QByteArrayView m_text;
    qsizetype m_from = 0;
    qsizetype m_lastEnd = -1;
    std::vector<QByteArrayView> m_groups;
};

/// `utf8` with every match replaced; \0 … \9 in `replacement` are groups, \\ a backslash. Null: it took too long, or became
/// longer than `mostBytes`.
QByteArray replaced(const Regex &regex, QByteArrayView utf8, QByteArrayView replacement, const RegexTime &time,
                    qsizetype mostBytes);

} // namespace creel
