#include "store/runstore.h"

#include <memory>
#include <zstd.h>

namespace creel {

QByteArray compressBody(const QByteArray &body)
{
    if (body.isEmpty())
        return {};
    QByteArray compressed(qsizetype(ZSTD_compressBound(size_t(body.size()))), Qt::Uninitialized);
    const size_t size =
        ZSTD_compress(compressed.data(), size_t(compressed.size()), body.constData(), size_t(body.size()), 3);
    Q_ASSERT(!ZSTD_isError(size)); // the buffer is as large as it ever needs to be
    compressed.resize(qsizetype(size));
    compressed.squeeze(); // it waits in the channel to the writer
    return compressed;
}

QByteArray decompressBody(const QByteArray &compressed)
{
    // The frame says how large it gets, and a run file may come from anywhere: no more than what it then really holds.
    constexpr unsigned long long cap = 1ULL << 30;
    const unsigned long long size = ZSTD_getFrameContentSize(compressed.constData(), size_t(compressed.size()));
    if (size == ZSTD_CONTENTSIZE_UNKNOWN || size == ZSTD_CONTENTSIZE_ERROR || size > cap)
        return {};
    QByteArray body(qsizetype(size), Qt::Uninitialized);
    const size_t got =
        ZSTD_decompress(body.data(), size_t(body.size()), compressed.constData(), size_t(compressed.size()));
    return ZSTD_isError(got) || got != size ? QByteArray() : body;
}

} // namespace creel
