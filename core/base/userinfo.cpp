#include "base/userinfo.h"

#include "base/urlline.h"

#include <algorithm>

namespace creel {

namespace {

bool isSlash(QChar c) { return c == u'/' || c == u'\\'; }
bool endsAuthority(QChar c) { return isSlash(c) || c == u'?' || c == u'#'; }

qsizetype slashesAt(QStringView text) { return std::find_if_not(text.begin(), text.end(), isSlash) - text.begin(); }

// Where an authority begins that has no slashes before it: "user:password@host", "https:user:password@host". -1 where
// the line begins with something else: a comment, mailto:jane@example.com.
qsizetype authorityWithoutSlashes(QStringView line)
{
    const QStringView text = unwrapped(line);
    const QStringView scheme = schemeForm(text);
    if (text.startsWith(u'#') || isSlashlessScheme(scheme))
        return -1;
    return text.begin() - line.begin() + (isWebScheme(scheme) ? scheme.size() + 1 : 0);
}

qsizetype nextTwoSlashes(QStringView line, qsizetype from)
{
    const auto twoSlashes = [](QChar a, QChar b) { return isSlash(a) && isSlash(b); };
    const auto found = std::adjacent_find(line.begin() + from, line.end(), twoSlashes);
    return found == line.end() ? -1 : found - line.begin();
}

// Is it "user:begin-of-a-password", cut short by a slash that should have been written %2F? A port is a number.
bool looksCutShort(QStringView authority)
{
    const qsizetype colon = authority.indexOf(u':');
    if (colon < 0 || authority.startsWith(u'['))
        return false;
    const QStringView port = authority.sliced(colon + 1);
    return !std::all_of(port.begin(), port.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
}

} // namespace

QString withoutUserInfo(QStringView line)
{
    const qsizetype lastAt = line.lastIndexOf(u'@');
    QString out;
    qsizetype done = 0; // line[0, done) is in `out`, as far as it may be
    qsizetype start = lastAt < 0 ? -1 : authorityWithoutSlashes(line);
    if (start < 0)
        start = nextTwoSlashes(line, 0);
    while (start >= 0 && start <= lastAt) {
        start += slashesAt(line.sliced(start));
        out += line.sliced(done, start - done);
        const QStringView rest = line.sliced(start);
        const QStringView authority = rest.first(std::find_if(rest.begin(), rest.end(), endsAuthority) - rest.begin());
        const qsizetype at = authority.lastIndexOf(u'@');
        if (at < 0 && lastAt > start && looksCutShort(authority))
            done = lastAt + 1;
        else
            done = start + at + 1;
        start = nextTwoSlashes(line, done);
    }
    return out.append(line.sliced(done));
}

} // namespace creel
