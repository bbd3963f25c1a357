#include "parse/regex.h"

#include <re2/re2.h>

#include <ctime>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

std::chrono::nanoseconds threadTime()
{
    timespec time;
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

re2::StringPiece piece(QByteArrayView view) { return {view.data(), size_t(view.size())}; }

QString messageOf(const re2::RE2 &regex)
{
    switch (regex.error_code()) {
    case re2::RE2::ErrorMissingParen:
    case re2::RE2::ErrorUnexpectedParen:
        return u"A bracket ( has no ), or the other way round."_s;
    case re2::RE2::ErrorMissingBracket:
        return u"A bracket [ has no ]."_s;
    case re2::RE2::ErrorRepeatArgument:
    case re2::RE2::ErrorRepeatOp:
        return u"There is nothing here to repeat. Write \\ before *, + and ? to mean the characters."_s;
    case re2::RE2::ErrorRepeatSize:
        return u"This repeats too often, or ends before it begins."_s;
    case re2::RE2::ErrorBadPerlOp:
        return u"Looking around (?=…), (?<=…) and its like can't be done in linear time: match more, and take a group of it."_s;
    case re2::RE2::ErrorBadEscape:
        return u"This escape means nothing here. Back references (\\1) can't be done in linear time."_s;
    case re2::RE2::ErrorTrailingBackslash:
        return u"A backslash at the end escapes nothing: write \\\\ for the character."_s;
    case re2::RE2::ErrorPatternTooLarge:
        return u"This expression is too large: repeat fewer times."_s;
    case re2::RE2::ErrorBadCharRange:
    case re2::RE2::ErrorBadCharClass:
        return u"This is no range or class of characters."_s;
    case re2::RE2::ErrorBadNamedCapture:
        return u"A group is named once, like this: (?P<name>…)."_s;
    default:
        return u"This is no regular expression of RE2's syntax: %1."_s.arg(QString::fromStdString(regex.error()));
    }
}

/// The bracket without a partner; RE2 names the whole expression.
qsizetype unpairedBracket(QStringView text)
{
    std::vector<qsizetype> open;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\') {
            ++i;
        } else if (text[i] == u'[') { // a class: brackets mean themselves, and so does a ] that comes first
            i += text.sliced(i + 1).startsWith(u'^') ? 2 : 1;
            for (++i; i < text.size() && text[i] != u']'; ++i)
                i += text[i] == u'\\' ? 1 : 0;
        } else if (text[i] == u'(') {
            open.push_back(i);
        } else if (text[i] == u')') {
            if (open.empty())
                return i;
            open.pop_back();
        }
    }
    return open.empty() ? text.size() : open.back();
}

} // namespace

Expected<Regex, ExpressionError> Regex::parse(QStringView text)
{
    const auto error = [](qsizetype offset, const QString &message) {
        ExpressionError made;
        made.offset = offset;
        made.message = message;
        return Unexpected(made);
    };
    if (text.size() > maxLength)
        return error(maxLength, u"A regular expression has %1 characters at the most."_s.arg(maxLength));
    const QByteArray utf8 = text.toUtf8();
    re2::RE2::Options options;
    options.set_log_errors(false);
    auto compiled = std::make_shared<const re2::RE2>(piece(utf8), options);
    if (!compiled->ok()) {
        if (const auto code = compiled->error_code();
            code == re2::RE2::ErrorMissingParen || code == re2::RE2::ErrorUnexpectedParen)
            return error(unpairedBracket(text), messageOf(*compiled));
        // RE2 tells what is wrong, not where: the text of it is looked for.
        const QByteArray wrong = QByteArray::fromStdString(compiled->error_arg());
        const qsizetype at = wrong.isEmpty() ? -1 : utf8.lastIndexOf(wrong);
        return error(at < 0 ? text.size() : QString::fromUtf8(utf8.first(at)).size(), messageOf(*compiled));
    }
    return Regex(std::move(compiled));
}

int Regex::groupCount() const { return m_compiled->NumberOfCapturingGroups(); }

int Regex::group(const QString &numberOrName) const
{
    bool isNumber = false;
    const int number = numberOrName.toInt(&isNumber);
    if (isNumber)
        return number >= 0 && number <= groupCount() ? number : -1;
    const auto &named = m_compiled->NamedCapturingGroups();
    const auto found = named.find(numberOrName.toStdString());
    return found == named.end() ? -1 : found->second;
}

QString Regex::replacementError(const QString &replacement) const
{
    for (qsizetype i = 0; i < replacement.size(); ++i) {
        if (replacement[i] != u'\\')
            continue;
        const QChar next = ++i < replacement.size() ? replacement[i] : QChar();
        if (next == u'\\')
            continue;
        if (next < u'0' || next > u'9')
            return u"In \"with\" a backslash stands before a group's number, \\1, or before another backslash."_s;
        if (next.digitValue() > groupCount())
            return u"\"with\" names group %1, but the pattern has %2."_s.arg(next).arg(groupCount());
    }
    return {};
}

RegexTime::RegexTime(std::chrono::nanoseconds most) : m_end(threadTime() + most) { }

bool RegexTime::isSpent() const { return threadTime() >= m_end; }

bool RegexSearch::next()
{
    const int count = m_regex.groupCount() + 1;
    std::vector<re2::StringPiece> found((size_t(count)));
    while (m_from <= m_text.size()) {
        if (!m_regex.m_compiled->Match(piece(m_text), size_t(m_from), size_t(m_text.size()), re2::RE2::UNANCHORED,
                                       found.data(), count)) {
            m_from = m_text.size() + 1;
            return false;
        }
        const qsizetype begin = found[0].data() - m_text.data(), end = begin + qsizetype(found[0].size());
        if (begin == end) { // one character on, or it would be found for ever
            m_from = end + 1;
            while (m_from < m_text.size() && (uchar(m_text[m_from]) & 0xC0) == 0x80)
                ++m_from;
            if (end == m_lastEnd)
                continue;
        } else {
            m_from = end;
        }
        m_lastEnd = end;
        m_groups.clear();
        for (const re2::StringPiece &group : found)
            m_groups.push_back(group.data() ? QByteArrayView(group.data(), qsizetype(group.size())) : QByteArrayView());
        return true;
    }
    return false;
}

QByteArrayView RegexSearch::group(int number) const
{
    return size_t(number) < m_groups.size() ? m_groups[size_t(number)] : QByteArrayView();
}

QByteArray replaced(const Regex &regex, QByteArrayView utf8, QByteArrayView replacement, const RegexTime &time,
                    qsizetype mostBytes)
{
    QByteArray out("");
    const char *rest = utf8.data();
    RegexSearch search(regex, utf8);
    while (search.next()) {
        const QByteArrayView match = search.group(0);
        out.append(rest, match.data() - rest);
        rest = match.data() + match.size();
        for (qsizetype i = 0; i < replacement.size(); ++i) {
            if (replacement[i] != '\\')
                out += replacement[i];
            else if (++i < replacement.size() && replacement[i] == '\\')
                out += '\\';
            else if (i < replacement.size())
                out += search.group(replacement[i] - '0');
        }
        if (out.size() > mostBytes || time.isSpent())
            return {};
    }
    out.append(rest, utf8.data() + utf8.size() - rest);
    return out.size() > mostBytes ? QByteArray() : out;
}

} // namespace creel
