#include "base/idna.h"

#include <QUrl>

#include <algorithm>

namespace creel {

namespace {

constexpr QUrl::AceProcessingOptions allLanguages = QUrl::IgnoreIDNWhitelist;

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; });
}
bool isAscii(QStringView text)
{
    return std::all_of(text.begin(), text.end(), [](QChar c) { return c.unicode() < 0x80; });
}

// UTS 46 §4.5: what ends a label
bool isFullStop(QChar c) { return c == u'.' || c == u'\u3002' || c == u'\uff0e' || c == u'\uff61'; }

// UTS 46 §4.1 CheckHyphens, which the standard leaves out; fromAce() can't be told to.
bool breaksCheckHyphens(QStringView label)
{
    return label.startsWith(u'-') || label.endsWith(u'-')
        || (label.size() >= 4 && label[2] == u'-' && label[3] == u'-');
}

// UTS 46 §4.1: toAce() maps and encodes, but only fromAce() looks whether the label is valid (mapped characters in
// punycode, CheckJoiners, CheckBidi). It gives back unchanged what is not.
bool isValidAce(const QByteArray &ace) { return QUrl::fromAce(ace, allLanguages) != QLatin1String(ace); }

// An empty result is a failure.
QByteArray labelToAscii(const QString &label)
{
    const bool isPunycode = label.startsWith(u"xn--", Qt::CaseInsensitive);
    if (isAscii(label)) {
        const QByteArray ace = label.toLatin1().toLower();
        return !isPunycode || isValidAce(ace) ? ace : QByteArray();
    }
    QByteArray ace = QUrl::toAce(label, allLanguages);
    if (ace.startsWith("xn--") && (isPunycode || (!breaksCheckHyphens(label) && !isValidAce(ace))))
        return {};
    return ace;
}

} // namespace

QByteArray domainToAscii(QByteArrayView utf8)
{
    if (isAscii(utf8))
        return utf8.toByteArray().toLower(); // punycode is not looked into

    QString domain = QString::fromUtf8(utf8);
    domain.replace(u'\u1e9e',
                   u'\u00df'); // since Unicode 15.1 the capital sharp s is mapped to the small one, not to ss

    // Label by label: toAce() fails for a whole domain over what the standard allows in one of its ASCII labels.
    QByteArray out;
    for (auto begin = domain.cbegin();;) {
        const auto end = std::find_if(begin, domain.cend(), isFullStop);
        if (begin != end) {
            const QByteArray label = labelToAscii(QString(begin, end - begin));
            if (label.isEmpty())
                return {};
            out += label;
        }
        if (end == domain.cend())
            return out;
        out += '.';
        begin = end + 1;
    }
}

} // namespace creel
