#include "base/ledger.h"

#include "base/percentencoding.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

namespace creel {

namespace {

constexpr char16_t byteOrderMark = u'\ufeff';

// The same as Url::dedupeKey() of the line's URL: a fragment begins at the first #.
std::string_view dedupeKey(const QByteArray &url)
{
    const std::string_view key(url.constData(), size_t(url.size()));
    return key.substr(0, key.find('#'));
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
    std::unordered_map<std::string_view, qint64>
        firstWith; // the keys look into m_lines' URLs, whose bytes stay where they are
    while (!text.isEmpty()) {
        const auto *end = std::find_if(text.begin(), text.end(), [](QChar c) { return c == u'\n' || c == u'\r'; });
        const qsizetype length = end - text.begin();
        LedgerLine &line = ledger.m_lines.emplace_back(judgeLine(text.first(length)));
        const bool crLf = text.sliced(length).startsWith(QLatin1String("\r\n"));
        text = text.sliced(qMin(length + (crLf ? 2 : 1), text.size()));

        if (line.state == RowState::Queued) {
            const qint64 number = ledger.size();
            const auto [first, isNew] = firstWith.try_emplace(dedupeKey(line.url), number);
            if (!isNew) {
                line.state = RowState::Duplicate;
                line.duplicateOf = first->second;
                line.reason = QStringLiteral("same as line %1").arg(line.duplicateOf);
            }
        }
        ++ledger.m_counts[size_t(line.state)];
    }
    return ledger;
}

Record LedgerLine::toRecord(qint64 number) const
{
    Record record;
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
