#include "crawl/urlpattern.h"

#include <utility>

namespace creel {

namespace {

// Far below PCRE2's own limits (pcre2pattern(3), "Setting match resource limits"), which a text that sets some for itself cannot
// raise. The first bounds time, the second memory where there is no JIT compiler.
constexpr auto limits = u"(*LIMIT_MATCH=20000)(*LIMIT_DEPTH=20000)";
constexpr auto globPrefix = u"glob:";

QString complaint(const QString &text, const QString &kind, const QString &reason, qsizetype at)
{
    return QStringLiteral("\"%1\" is no %2: %3 at character %4").arg(text, kind, reason, QString::number(at + 1));
}

} // namespace

UrlPattern::UrlPattern(QString text, std::variant<Glob, QRegularExpression> matcher)
    : m_text(std::move(text)), m_matcher(std::move(matcher))
{
}

Expected<UrlPattern, QString> UrlPattern::parse(const QString &text)
{
    const QStringView prefix(globPrefix);
    if (text.startsWith(prefix)) {
        Expected<Glob, PatternError> glob = Glob::parse(QStringView(text).sliced(prefix.size()));
        if (!glob)
            return Unexpected(
                complaint(text, QStringLiteral("glob pattern"), glob.error().reason, prefix.size() + glob.error().at));
        return UrlPattern(text, std::move(*glob));
    }
    if (text.isEmpty())
        return Unexpected(QStringLiteral("an empty pattern would match every URL"));
    const QRegularExpression asGiven(text); // so that the offset is that of the text
    if (!asGiven.isValid())
        return Unexpected(
            complaint(text, QStringLiteral("regular expression"), asGiven.errorString(), asGiven.patternErrorOffset()));
    return UrlPattern(text, QRegularExpression(QString::fromUtf16(limits) + text));
}

UrlPattern::Match UrlPattern::match(QByteArrayView url) const
{
    if (const Glob *glob = std::get_if<Glob>(&m_matcher))
        return glob->matches(url) ? Match::Yes : Match::No;
    if (url.size() > longestText)
        return Match::GivenUp;
    const QRegularExpressionMatch match = std::get<QRegularExpression>(m_matcher).match(QString::fromLatin1(url));
    if (!match.isValid()) // a limit was reached
        return Match::GivenUp;
    return match.hasMatch() ? Match::Yes : Match::No;
}

} // namespace creel
