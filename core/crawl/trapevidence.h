#pragma once

#include "base/url.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <optional>

namespace creel {

/// One parameter of a query as it stands there.
struct QueryParameter {
    QByteArray name, value;
};
QList<QueryParameter> queryParameters(const Url &url);

/// The segments that a path repeats in a row, as a page does that links into itself: "the path repeats "a/b" 3 times". Words three
/// times, words of one or two letters five times, numbers nine times; fewer is what sites have by intention. Empty: none.
QString repeatedSegments(const QByteArray &path);

/// The year of a calendar's page: dates at the end of the path (/2061/05, /2061-05-12), a year alone below a word such as
/// "calendar" or "events", a date in a parameter of such a name (date, month, start …), or a year in one called "year". What
/// has a title behind its date is an article and no calendar. nullopt for all other URLs.
std::optional<int> calendarYear(const Url &url);

/// A URL without the name that a site gave its visitor: PHPSESSID=…, ;jsessionid=…, /(S(…))/. Names that mean other things, too
/// (sid, session), count when the value looks drawn at random.
struct WithoutSession {
    QString sessionName; ///< as it was found; empty: there is none
    QByteArray path;
    QList<QueryParameter> parameters;
};
WithoutSession withoutSession(const Url &url);

} // namespace creel
