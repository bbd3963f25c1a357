// What becomes of a paste and of a list in a file: URLs, lines, columns of tables.
// Input: the bytes of the file; each of its lines is a URL to parse, too.

#include "targets.h"

#include "base/ledger.h"
#include "base/url.h"
#include "base/urlline.h"
#include "base/urllist.h"

#include <algorithm>

namespace creel::fuzz {
namespace {

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) > 0x1F && uchar(c) < 0x7F; });
}

void checkUrl(QByteArrayView text, const Url &base)
{
    for (const Url *from : {static_cast<const Url *>(nullptr), &base}) {
        const auto url = Url::parse(text, from);
        if (!url) {
            require(!url.error().reason.isEmpty(), "what is no URL says why");
            continue;
        }
        const QByteArray href = url->href();
        require(url->isValid() && isAscii(href), "a URL is ASCII");
        const auto again = Url::parse(QByteArrayView(href));
        require(bool(again), "a URL's serialization is one");
        require(*again == *url && again->href() == href, "parsing a URL's serialization gives the URL");
        const auto shown = Url::parse(QByteArrayView(url->display()));
        require(shown && !shown->hasCredentials(), "what is shown has no user info");
    }
}

void checkLine(const LedgerLine &line)
{
    const bool hasUrl = line.state == RowState::Queued || line.state == RowState::Duplicate;
    require(hasUrl == !line.url.isEmpty(), "a line that is queued has a URL, and no other has");
    require(line.state != RowState::Invalid || !line.reason.isEmpty(), "an invalid line says why");
    if (!hasUrl)
        return;
    const auto url = Url::parse(QByteArrayView(line.url));
    require(url && url->isHttp() && !url->hasCredentials() && !url->host().isEmpty(), "a line's URL can be fetched");
    const LedgerLine again = judgeLine(QString::fromLatin1(line.url));
    require(again.state == RowState::Queued && again.url == line.url, "a line's URL is a line of its own");
}

qint64 countOfLines(QStringView text)
{
    if (text.startsWith(u'\ufeff'))
        text = text.sliced(1);
    QString lines = text.toString().replace(QLatin1String("\r\n"), QLatin1String("\n")).replace(u'\r', u'\n');
    return lines.count(u'\n') + (lines.isEmpty() || lines.endsWith(u'\n') ? 0 : 1);
}

void checkLedger(QStringView text)
{
    const Ledger ledger = Ledger::fromText(text);
    require(ledger.size() == countOfLines(text), "every line is one");
    qint64 sum = 0;
    for (int state = 0; state < rowStateCount; ++state)
        sum += ledger.count(RowState(state));
    require(sum == ledger.size(), "the states add up");
    for (qint64 number = 1; number <= ledger.size(); ++number) {
        const LedgerLine &line = ledger.lines()[size_t(number - 1)];
        checkLine(line);
        require((line.state == RowState::Duplicate) == (line.duplicateOf != 0), "a duplicate knows whose");
        require(line.duplicateOf < number, "a duplicate comes later");
        require(line.toRecord(number).state == line.state, "a row stands as its line does");
    }
}

} // namespace

void urlList(QByteArrayView input)
{
    const ExactBytes bytes(input);
    const QByteArray file = bytes.array();
    static const Url base = *Url::parse(u"https://user@example.com:8443/a/b?c#d");
    for (const QByteArray &line : file.split('\n')) {
        const ExactBytes exact(line);
        checkUrl(exact.array(), base);
    }

    const QString text = decodeText(file);
    checkLedger(text);
    if (const auto column = urlColumn(text)) {
        require(column->column >= 1 && column->column <= column->columns, "the column is one of the table's");
        require(Ledger::fromText(column->text).size() == column->rows, "every record is a line");
    }
}

} // namespace creel::fuzz
