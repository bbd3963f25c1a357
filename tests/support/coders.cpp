#include "support/coders.h"

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace creel::test {

namespace {

/// windowBits choose the wrapper: 31 gzip, 15 zlib, -15 none.
QByteArray deflated(const QByteArray &plain, int windowBits)
{
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, windowBits, 8, Z_DEFAULT_STRATEGY);
    QByteArray coded(qsizetype(deflateBound(&stream, uLong(plain.size()))), Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(plain.data()));
    stream.avail_in = uInt(plain.size());
    stream.next_out = reinterpret_cast<Bytef *>(coded.data());
    stream.avail_out = uInt(coded.size());
    deflate(&stream, Z_FINISH);
    coded.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);
    return coded;
}

} // namespace

QByteArray gzip(const QByteArray &plain) { return deflated(plain, 31); }

QByteArray zlibDeflate(const QByteArray &plain) { return deflated(plain, 15); }

QByteArray rawDeflate(const QByteArray &plain) { return deflated(plain, -15); }

QByteArray brotli(const QByteArray &plain)
{
    size_t size = BrotliEncoderMaxCompressedSize(size_t(plain.size())) + 64;
    QByteArray coded(qsizetype(size), Qt::Uninitialized);
    BrotliEncoderCompress(5, 22, BROTLI_MODE_TEXT, size_t(plain.size()),
                          reinterpret_cast<const uint8_t *>(plain.data()), &size,
                          reinterpret_cast<uint8_t *>(coded.data()));
    coded.truncate(qsizetype(size));
    return coded;
}

QByteArray zstd(const QByteArray &plain, int windowLog)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    ZSTD_CCtx_setParameter(context, ZSTD_c_contentSizeFlag, 0);
    if (windowLog)
        ZSTD_CCtx_setParameter(context, ZSTD_c_windowLog, windowLog);
    QByteArray coded(qsizetype(ZSTD_compressBound(size_t(plain.size()))), Qt::Uninitialized);
    const size_t size = ZSTD_compress2(context, coded.data(), size_t(coded.size()), plain.data(), size_t(plain.size()));
    ZSTD_freeCCtx(context);
    coded.truncate(qsizetype(size));
    return coded;
}

} // namespace creel::test
