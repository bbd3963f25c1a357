#pragma once

#include "base/record.h"
#include "base/userinfo.h"

#include <QString>
#include <QStringView>

#include <array>
#include <vector>

namespace creel {

/// One pasted line, judged: Queued (valid), Invalid, Duplicate or Blank.
struct LedgerLine {
    QString text; ///< the line as pasted, without its line end; shown and stored only through withoutUserInfo()
    RowState state = RowState::Blank;
    QByteArray url;         ///< Queued, Duplicate: what to fetch, without user info; else empty
    QByteArray credentials; ///< "user:password", percent-decoded, from the line's user info; never shown or exported
    qint64 duplicateOf = 0; ///< Duplicate: the earlier line's number
    QString reason;         ///< Invalid: a sentence for a person; Duplicate: "same as line 12"; "comment"

    Record toRecord(qint64 number) const; ///< the row as it stands before anything is fetched
};

/// The paste as numbered lines: nothing is dropped, merged or put in another order. Line numbers count from 1.
/// A value; any thread. 100,000 lines are judged in well under 0.3 s.
class Ledger
{
public:
    Ledger() = default;
    /// Judges every line of `text`; line ends are \n, \r\n or \r; a last line end does not make one more line, and a BOM
    /// at the start of the text is no part of the first line. Duplicates are lines with the same Url::dedupeKey().
    static Ledger fromText(QStringView text);

    const std::vector<LedgerLine> &lines() const { return m_lines; }
    qint64 size() const { return qint64(m_lines.size()); }
    qint64 count(RowState state) const { return m_counts[size_t(state)]; }

private:
    std::vector<LedgerLine> m_lines;
    std::array<qint64, rowStateCount> m_counts{};
};

/// Judges one line as a browser's URL bar would: outer white space, invisible marks, quotes and <…> go, a missing scheme
/// becomes https, spaces and non-ASCII are encoded, IDN becomes punycode. Only http and https are valid; lines above
/// 64 KiB, with tabs or control characters, or with a host that no DNS can hold are not. No reason has user info in it.
/// Duplicates are the ledger's matter.
LedgerLine judgeLine(QStringView line);

} // namespace creel
