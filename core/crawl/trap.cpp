#include "crawl/trap.h"

#include "crawl/trapevidence.h"

#include <QLocale>
#include <QStringList>

#include <cmath>

namespace creel {

namespace {

constexpr int parametersThatMultiply = 3;
constexpr int enoughUrls = 100;          // to tell from
constexpr qsizetype mostParameters = 16; // that are counted for one path

FetchError trap(const QString &evidence) { return {FetchError::Kind::Trap, evidence}; }

QString counted(qint64 n) { return QLocale(QLocale::English).toString(n); } // 1,000

size_t hashOf(const QueryParameter &parameter) { return qHashMulti(1, parameter.name, parameter.value); }

/// The same for the same parameters in any order.
size_t hashOf(const QList<QueryParameter> &parameters)
{
    size_t sum = 0;
    for (const QueryParameter &parameter : parameters)
        sum += hashOf(parameter);
    return sum;
}

} // namespace

double TrapGuard::DistinctCounter::estimate() const
{
    const double size = double(m_seen.size());
    const double empty = size - double(m_seen.count());
    return empty > size / 100 ? -size * std::log(empty / size) : HUGE_VAL; // fewer tell too little
}

/// Several URLs are the same but for this parameter. Not two of each: their fellows may not be found yet.
bool TrapGuard::Parameter::multiplies() const { return urls >= enoughUrls && contexts.estimate() * 1.25 <= urls; }

FetchError TrapGuard::check(const Url &url, int year)
{
    if (url.dedupeKey().size() > m_limits.longestUrl)
        return trap(QStringLiteral("over %1 characters long").arg(counted(m_limits.longestUrl)));
    if (const QString evidence = repeatedSegments(url.path()); !evidence.isEmpty())
        return trap(evidence);
    const std::optional<int> shown = calendarYear(url);
    if (shown && (*shown > year + m_limits.yearsAhead || *shown < 1970))
        return trap(QStringLiteral("a calendar page for the year %1").arg(*shown));
    const WithoutSession rest = withoutSession(url);
    const size_t path = qHashMulti(0, url.origin(), rest.path);
    if (!rest.sessionName.isEmpty() && isSeen(path ^ hashOf(rest.parameters)))
        return trap(QStringLiteral("differs from a URL found before in its session only (%1)").arg(rest.sessionName));
    if (const QString names = tooManyVariants(path, rest); !names.isEmpty())
        return trap(QStringLiteral("more than %1 variants of %2 were found").arg(counted(m_limits.variants), names));
    return {};
}

/// Remembers the URL, too.
bool TrapGuard::isSeen(size_t urlWithoutSession)
{
    if (m_sessionUrls.contains(urlWithoutSession))
        return true;
    if (m_sessionUrls.size() < m_limits.sessionUrls)
        m_sessionUrls.insert(urlWithoutSession);
    return false;
}

/// The path and the parameters that multiply each other there; empty while they may. Counts the URL in that case.
QString TrapGuard::tooManyVariants(size_t pathKey, const WithoutSession &rest)
{
    if (rest.parameters.size() < parametersThatMultiply)
        return {};
    auto path = m_paths.find(pathKey);
    if (path == m_paths.end()) {
        if (m_paths.size() >= m_limits.paths)
            return {};
        path = m_paths.insert(pathKey, Path());
    }

    // brand[]=a&brand[]=b: each place of a name is a parameter of its own.
    QHash<QByteArray, int> places;
    QList<QByteArray> keys;
    for (const QueryParameter &parameter : rest.parameters) {
        const int place = ++places[parameter.name];
        keys.append(place == 1 ? parameter.name : parameter.name + ' ' + QByteArray::number(place));
    }
    if (path->urls >= m_limits.variants) {
        QStringList multiplying;
        for (const QByteArray &key : keys)
            if (const auto known = path->parameters.constFind(key);
                known != path->parameters.cend() && known->multiplies())
                multiplying.append(QString::fromLatin1(key.first(key.indexOf(' ') < 0 ? key.size() : key.indexOf(' ')))
                                   + u'=');
        if (multiplying.size() >= parametersThatMultiply)
            return QString::fromLatin1(rest.path) + u'?' + multiplying.join(u'&');
    }

    ++path->urls;
    const size_t all = hashOf(rest.parameters);
    for (qsizetype i = 0; i < keys.size(); ++i) {
        if (path->parameters.size() >= mostParameters && !path->parameters.contains(keys[i]))
            continue;
        Parameter &parameter = path->parameters[keys[i]];
        ++parameter.urls;
        parameter.contexts.add(all - hashOf(rest.parameters[i]));
    }
    return {};
}

} // namespace creel
