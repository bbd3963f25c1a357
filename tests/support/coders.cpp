#include "support/coders.h"

#include <QtEndian>

#include <brotli/encode.h>
#include <zlib.h>
#include <zstd.h>

namespace creel::test {

namespace {

constexpr qsizetype bombBlock = 16 << 20;

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

QByteArray gzipBomb(qint64 plainSize)
{
    // A full flush forgets what came before, so that one block of zeros can be repeated (RFC 1951 §3.2.4).
    const QByteArray zeros(bombBlock, '\0');
    z_stream stream{};
    deflateInit2(&stream, 9, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
    QByteArray block(1 << 20, Qt::Uninitialized);
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(zeros.data()));
    stream.avail_in = uInt(zeros.size());
    stream.next_out = reinterpret_cast<Bytef *>(block.data());
    stream.avail_out = uInt(block.size());
    deflate(&stream, Z_FULL_FLUSH);
    block.truncate(qsizetype(stream.total_out));
    deflateEnd(&stream);

    const uLong blockCrc = crc32(0, reinterpret_cast<const Bytef *>(zeros.data()), uInt(zeros.size()));
    uLong crc = 0;
    QByteArray bomb("\x1f\x8b\x08\0\0\0\0\0\0\x03", 10); // RFC 1952 §2.3
    const qint64 blocks = plainSize / bombBlock;
    bomb.reserve(bomb.size() + qsizetype(blocks) * block.size() + 16);
    for (qint64 i = 0; i < blocks; ++i) {
        bomb += block;
        crc = crc32_combine(crc, blockCrc, bombBlock);
    }
    bomb += QByteArray("\x03\0", 2); // the last block, empty
    char trailer[8];
    qToLittleEndian(quint32(crc), trailer);
    qToLittleEndian(quint32(blocks * bombBlock), trailer + 4);
    return bomb.append(trailer, sizeof trailer);
}

QByteArray brotliBomb(qint64 plainSize)
{
    const QByteArray zeros(bombBlock, '\0');
    BrotliEncoderState *encoder = BrotliEncoderCreateInstance(nullptr, nullptr, nullptr);
    const auto coded = [encoder](BrotliEncoderOperation operation, QByteArrayView plain) {
        QByteArray out(1 << 20, Qt::Uninitialized);
        size_t left = size_t(plain.size()), room = size_t(out.size());
        auto *from = reinterpret_cast<const uint8_t *>(plain.data());
        auto *to = reinterpret_cast<uint8_t *>(out.data());
        BrotliEncoderCompressStream(encoder, operation, &left, &from, &room, &to, nullptr);
        out.chop(qsizetype(room));
        return out;
    };
    // From the second block on nothing changes any more: flushed to whole bytes, it can be repeated.
    const QByteArray first = coded(BROTLI_OPERATION_FLUSH, zeros);
    const QByteArray block = coded(BROTLI_OPERATION_FLUSH, zeros);
    if (coded(BROTLI_OPERATION_FLUSH, zeros) != block)
        qFatal("The brotli encoder does not repeat itself");
    const QByteArray end = coded(BROTLI_OPERATION_FINISH, {});
    BrotliEncoderDestroyInstance(encoder);
    return first + block.repeated(qsizetype(plainSize / bombBlock) - 1) + end;
}

QByteArray zstdBomb(qint64 plainSize)
{
    // RFC 8878 §3.1.1: a frame of RLE blocks of 128 KiB, four bytes each, with a window of 8 MiB.
    constexpr quint32 size = 128 << 10, run = 1;
    char block[4]{};
    qToLittleEndian(size << 3 | run << 1, block); // its fourth byte stays zero: the one to repeat
    QByteArray bomb("\x28\xb5\x2f\xfd\x00\x68", 6);
    bomb += QByteArray(block, sizeof block).repeated(qsizetype(plainSize / bombBlock * (bombBlock / size)));
    bomb[bomb.size() - 4] = char(bomb[bomb.size() - 4] | 1); // Last_Block
    return bomb;
}

} // namespace creel::test
