#pragma once

#include "base/fetcherror.h"

#include <QByteArray>
#include <QByteArrayView>

namespace creel {

/// Where a codec writes: grows as it fills, and is full one byte after the cap, which is how going over it is noticed.
class CappedOutput
{
public:
    CappedOutput(qint64 cap, qsizetype expected);

    /// Makes room, writes through `data` and `size`, and is told how much by wrote(). No room: the cap is passed.
    bool makeRoom();
    char *data() { return m_bytes.data() + m_used; }
    qsizetype room() const { return m_bytes.size() - m_used; }
    void wrote(qsizetype count) { m_used += count; }

    bool overCap() const { return m_used > m_cap; }
    QByteArray take(); ///< what was written, at most the cap

private:
    QByteArray m_bytes;
    qsizetype m_used = 0;
    qint64 m_cap;
};

/// One content coding undone (RFC 9110 §8.4.1, RFC 9659 for zstd's window). Kind None: whole, or the output is over its
/// cap. On an error the output holds all that came out before it.
FetchError gunzip(QByteArrayView coded, CappedOutput &out);
FetchError undeflate(QByteArrayView coded,
                     CappedOutput &out); ///< "deflate": with a zlib wrapper, or raw as some send it
FetchError unbrotli(QByteArrayView coded, CappedOutput &out);
FetchError unzstd(QByteArrayView coded, CappedOutput &out);

/// Do these bytes begin like that format?
bool looksGzipped(QByteArrayView bytes);
bool looksZstd(QByteArrayView bytes);

} // namespace creel
