#include "base/ledger.h"

#include "base/percentencoding.h"
#include "base/urlline.h"

#include <QHash>

#include <algorithm>

namespace creel {

namespace {

constexpr char16_t byteOrderMark = u'\ufeff';

// The same as Url::dedupeKey() of the line's URL: a fragment begins at the first #.
QByteArrayView dedupeKey(const QByteArray &url)
{
    const qsizetype hash = url.indexOf('#');
    return QByteArrayView(url).first(hash < 0 ? url.size() : hash);
}

QByteArray credentialsOf(const Url &url)
{
    if (!url.hasCredentials())
        return {};
    return percentDecoded(url.username()) + ':' + percentDecoded(url.password());
}

} // namespace

LedgerLine judgeLine(QStringView line)
{
    LedgerLine judged;
    judged.text = line.toString();
    const QStringView text = unwrapped(line);
    if (text.isEmpty())
        return judged;
    if (text.front() == u'#') {
        judged.reason = QStringLiteral("comment");
        return judged;
    }
    const auto url = urlFromLine(text);
    if (!url) {
        judged.state = RowState::Invalid;
        judged.reason = url.error().reason;
        return judged;
    }
    judged.state = RowState::Queued;
    judged.url = url.value().display();
    judged.credentials = credentialsOf(url.value());
    return judged;
}

Ledger Ledger::fromText(QStringView text)
{
    if (text.startsWith(byteOrderMark)) // of the file, not of its first line
        text = text.sliced(1);

    Ledger ledger;
    const qsizetype about = text.count(u'\n') + 1; // a guess is enough: it only saves growing
    ledger.m_lines.reserve(size_t(about));
    QHash<QByteArrayView, qint64> firstWith; // the keys look into the lines' URLs, whose bytes stay where they are
    firstWith.reserve(about);

    while (!text.isEmpty()) {
        const auto *end = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'\n' || c == u'\r'; });
        const qsizetype length = end - text.begin();
        LedgerLine &line = ledger.m_lines.emplace_back(judgeLine(text.first(length)));
        const bool crLf = text.sliced(length).startsWith(QLatin1String("\r\n"));
        text = text.sliced(qMin(length + (crLf ? 2 : 1), text.size()));

        if (line.state == RowState::Queued) {
            qint64 &first = firstWith[dedupeKey(line.url)]; // 0: nobody yet
            if (first == 0) {
                first = ledger.size();
            } else {
                line.state = RowState::Duplicate;
                line.duplicateOf = first;
                line.reason = QStringLiteral("same as line %1").arg(first);
            }
        }
        ++ledger.m_counts[size_t(line.state)];
    }
    return ledger;
}

Record LedgerLine::toRecord(qint64 number) const
{
    Record record;
    record.id = number;
    record.line = number;
    record.state = state;
    record.url = url.isEmpty() ? withoutUserInfo(text).toUtf8() : url;
    record.error = reason;
    if (state == RowState::Invalid) {
        record.errorKind = FetchError::Kind::Invalid;
        record.error += u' ' + errorAdvice(record.errorKind);
    }
    return record;
}

} // namespace creel
