#pragma once

#include "base/fetcherror.h"
#include "base/url.h"

#include <QHash>
#include <QSet>

#include <bitset>

namespace creel {

struct WithoutSession;

/// The limits beyond which a site looks endless.
struct TrapLimits {
    qsizetype longestUrl = 2'048;    ///< characters
    int yearsAhead = 2;              ///< calendars may reach from 1970 until so many years from now
    int variants = 1'000;            ///< combinations of three or more parameters of one path
    qsizetype paths = 4'096;         ///< whose combinations are counted, at some kB each; further ones pass
    qsizetype sessionUrls = 500'000; ///< with a session's name that are remembered; further ones pass
};

/// Tells found URLs that only an endless site has: links into themselves, calendars without end, a name for each session, and
/// lists that can be sorted and filtered in more ways than anybody will read. Bounded memory; one thread.
///
/// It errs on the side of fetching. Pages of a list (?page=1 to 5000), articles by number, a list of lists (?cat=&page=) and
/// forums (?f=&t=&start=) pass, however many there are: only where three parameters or more multiply each other is it a trap.
/// What it takes for a trap by mistake: pages of dates alone before 1970 (archives of newspapers; the articles below them pass).
class TrapGuard
{
public:
    explicit TrapGuard(TrapLimits limits = {}) : m_limits(limits) { }

    /// Judges a found URL in canonical form, and counts it: to be called once for each, and when a run is resumed again for
    /// those found before. `year` is the current one. Kind None, or Trap with the evidence as message.
    FetchError check(const Url &url, int year);

private:
    /// How many different values were added, to some per cent, up to 18,000; infinitely many beyond (linear counting, Whang 1990).
    class DistinctCounter
    {
    public:
        void add(size_t hash) { m_seen.set(hash % m_seen.size()); }
        double estimate() const;

    private:
        std::bitset<4'096> m_seen;
    };
    struct Parameter {
        int urls = 0;             ///< that have it
        DistinctCounter contexts; ///< those URLs without it
        bool multiplies() const;
    };
    struct Path {
        int urls = 0;                            ///< that have three or more parameters
        QHash<QByteArray, Parameter> parameters; ///< by name, and "name 2" where it stands for the second time
    };

    bool isSeen(size_t urlWithoutSession);
    QString tooManyVariants(size_t pathKey, const WithoutSession &rest);

    TrapLimits m_limits;
    QSet<size_t> m_sessionUrls; ///< without their session's name, hashed
    QHash<size_t, Path> m_paths;
};

} // namespace creel
