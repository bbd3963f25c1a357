#include "crawl/robotspattern.h"

#include "base/percentencoding.h"

#include <QVarLengthArray>

#include <string_view>

namespace creel {

namespace {

// RFC 3986 §2.2, §2.3. Beyond ASCII and what is neither reserved nor unreserved is always encoded.
constexpr PercentEncodeSet notInUris = c0ControlSet.with(" \"<>\\^`{|}");
constexpr PercentEncodeSet notUnreserved = notInUris.with("%:/?#[]@!$&'()*+,;=");

// RFC 9309 §2.2.3: a literal `*` or `$` is written with a %, so that a raw `*` in a pattern is always the wildcard.
constexpr PercentEncodeSet patternSet = notInUris.with("$");
constexpr PercentEncodeSet targetSet = patternSet.with("*");

// RFC 9309 §2.2.2, second row of the table: https://foo.bar in a query is https%3A%2F%2Ffoo.bar. RFC 3986 §3.4 gives these no
// meaning there; & and = and + have one, so that %26 and & stay different. The URL standard writes ' as %27.
constexpr std::string_view meaninglessInQuery = ":/?#[]@'";
constexpr PercentEncodeSet patternQuerySet = patternSet.with(meaninglessInQuery);
constexpr PercentEncodeSet targetQuerySet = targetSet.with(meaninglessInQuery);

/// RFC 9309 §2.2.2: what is percent-encoded is decoded when it is unreserved, and upper-case otherwise; of the rest, what is
/// in `path`, or behind the first `?` in `query`, is encoded. A % without two hex digits stands for itself.
QByteArray comparable(QByteArrayView text, const PercentEncodeSet &path, const PercentEncodeSet &query)
{
    QByteArray out;
    out.reserve(text.size());
    const PercentEncodeSet *set = &path;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hexDigitValue(text[i + 1]) >= 0
            && hexDigitValue(text[i + 2]) >= 0) {
            const char octet = char(hexDigitValue(text[i + 1]) << 4 | hexDigitValue(text[i + 2]));
            appendPercentEncoded(out, QByteArrayView(&octet, 1), notUnreserved);
            i += 2;
            continue;
        }
        appendPercentEncoded(out, text.sliced(i, 1), *set);
        if (text[i] == '?')
            set = &query;
    }
    return out;
}

/// Where `piece` first is in `text`, or -1: Knuth, Morris and Pratt's search, whose time no choice of bytes makes quadratic.
qsizetype find(QByteArrayView text, QByteArrayView piece)
{
    if (piece.isEmpty())
        return 0;
    if (piece.size() > text.size())
        return -1;
    QVarLengthArray<qsizetype, 64> borders(
        piece.size()); // of each prefix: its longest own prefix that is a suffix, too
    borders[0] = 0;
    for (qsizetype i = 1, border = 0; i < piece.size(); ++i) {
        while (border > 0 && piece[i] != piece[border])
            border = borders[border - 1];
        borders[i] = border += piece[i] == piece[border] ? 1 : 0;
    }
    for (qsizetype i = 0, matched = 0; i < text.size(); ++i) {
        while (matched > 0 && text[i] != piece[matched])
            matched = borders[matched - 1];
        matched += text[i] == piece[matched] ? 1 : 0;
        if (matched == piece.size())
            return i + 1 - matched;
    }
    return -1;
}

/// Each piece between two `*` is taken where it first occurs: a later place could only leave less for those behind it.
bool matchesOctets(QByteArrayView pattern, bool endsPath, QByteArrayView path)
{
    qsizetype star = pattern.indexOf('*');
    if (star < 0)
        return endsPath ? path == pattern : path.startsWith(pattern);
    if (!path.startsWith(pattern.first(star)))
        return false;
    path = path.sliced(star);
    for (;;) {
        pattern = pattern.sliced(star + 1);
        star = pattern.indexOf('*');
        if (star < 0)
            return endsPath ? path.endsWith(pattern) : find(path, pattern) >= 0;
        const qsizetype at = find(path, pattern.first(star));
        if (at < 0)
            return false;
        path = path.sliced(at + star);
    }
}

} // namespace

RobotsTarget::RobotsTarget(const Url &url)
    : m_octets(comparable(url.requestTarget(), targetSet, targetSet)),
      m_queryQuoted(comparable(url.requestTarget(), targetSet, targetQuerySet))
{
}

RobotsPattern::RobotsPattern(QByteArrayView text) : m_endsPath(text.endsWith('$'))
{
    if (m_endsPath)
        text.chop(1);
    m_octets = comparable(text, patternSet, patternSet);
    if (text.contains('?'))
        m_queryQuoted = comparable(text, patternSet, patternQuerySet);
}

bool RobotsPattern::matches(const RobotsTarget &target) const
{
    return matchesOctets(m_octets, m_endsPath, target.m_octets)
        || (!m_queryQuoted.isEmpty() && matchesOctets(m_queryQuoted, m_endsPath, target.m_queryQuoted));
}

} // namespace creel
