#include "net/codec.h"

#include <brotli/decode.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <limits>
#include <memory>

namespace creel {

namespace {

using Kind = FetchError::Kind;

constexpr qsizetype step = 64 << 10;

FetchError truncated(const char *coding)
{
    return {Kind::Truncated, QStringLiteral("The %1 stream ends before its end").arg(QLatin1String(coding))};
}

FetchError broken(const char *coding, const char *why)
{
    return {Kind::Decode, QStringLiteral("The %1 stream is broken: %2").arg(QLatin1String(coding), QLatin1String(why))};
}

/// zlib counts in 32 bits.
uInt clamped(qsizetype size) { return uInt(std::min<qsizetype>(size, std::numeric_limits<int>::max())); }

/// zlib's window bits choose the wrapper: 15 + 16 gzip, 15 zlib, -15 none. `members`: gzip streams may follow each other.
FetchError zlibStream(QByteArrayView coded, CappedOutput &out, int windowBits, bool members, const char *name)
{
    z_stream stream{};
    if (inflateInit2(&stream, windowBits) != Z_OK)
        return broken(name, "out of memory");
    const std::unique_ptr<z_stream, int (*)(z_stream *)> ender(&stream, &inflateEnd);
    const char *const end = coded.end();
    stream.next_in = reinterpret_cast<Bytef *>(const_cast<char *>(coded.data()));
    for (;;) {
        if (!out.makeRoom())
            return {};
        const uInt offered = clamped(out.room());
        stream.next_out = reinterpret_cast<Bytef *>(out.data());
        stream.avail_out = offered;
        stream.avail_in = clamped(end - reinterpret_cast<const char *>(stream.next_in));
        const int result = inflate(&stream, Z_NO_FLUSH);
        out.wrote(qsizetype(offered - stream.avail_out));
        const QByteArrayView rest(reinterpret_cast<const char *>(stream.next_in), end);
        if (result == Z_STREAM_END) {
            if (!members || !looksGzipped(rest)) // RFC 1952 §2.2: members follow each other; other bytes are ignored
                return {};
            inflateReset(&stream);
        } else if (result == Z_BUF_ERROR || result == Z_OK) {
            if (rest.isEmpty() && stream.avail_out > 0)
                return truncated(name);
        } else {
            return broken(name, stream.msg ? stream.msg : "it needs a dictionary");
        }
    }
}

} // namespace

CappedOutput::CappedOutput(qint64 cap, qsizetype expected) : m_cap(cap)
{
    m_bytes.resize(qsizetype(std::clamp<qint64>(expected, 0, cap)));
}

bool CappedOutput::makeRoom()
{
    if (m_used == m_bytes.size()) {
        const qint64 grown = std::max<qint64>(m_bytes.size() * 2, step);
        m_bytes.resize(qsizetype(std::min(grown, m_cap + 1)));
    }
    return m_used < m_bytes.size();
}

QByteArray CappedOutput::take()
{
    m_bytes.resize(qsizetype(std::min<qint64>(m_used, m_cap)));
    return std::move(m_bytes);
}

FetchError gunzip(QByteArrayView coded, CappedOutput &out) { return zlibStream(coded, out, 15 + 16, true, "gzip"); }

FetchError undeflate(QByteArrayView coded, CappedOutput &out)
{
    // RFC 1950 §2.2: method 8 and a header that 31 divides. Without it, it is raw DEFLATE, which RFC 9110 §8.4.1.2 warns of.
    const bool wrapped =
        coded.size() >= 2 && (coded[0] & 0x0f) == 8 && (uchar(coded[0]) * 256 + uchar(coded[1])) % 31 == 0;
    return zlibStream(coded, out, wrapped ? 15 : -15, false, "deflate");
}

FetchError unbrotli(QByteArrayView coded, CappedOutput &out)
{
    const std::unique_ptr<BrotliDecoderState, void (*)(BrotliDecoderState *)> state(
        BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), &BrotliDecoderDestroyInstance);
    if (!state)
        return broken("br", "out of memory");
    size_t availableIn = size_t(coded.size());
    auto nextIn = reinterpret_cast<const uint8_t *>(coded.data());
    for (;;) {
        if (!out.makeRoom())
            return {};
        const size_t offered = size_t(out.room());
        size_t availableOut = offered;
        auto nextOut = reinterpret_cast<uint8_t *>(out.data());
        const BrotliDecoderResult result =
            BrotliDecoderDecompressStream(state.get(), &availableIn, &nextIn, &availableOut, &nextOut, nullptr);
        out.wrote(qsizetype(offered - availableOut));
        switch (result) {
        case BROTLI_DECODER_RESULT_SUCCESS:
            return {};
        case BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT:
            break;
        case BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT:
            return truncated("br");
        case BROTLI_DECODER_RESULT_ERROR:
            return broken("br", BrotliDecoderErrorString(BrotliDecoderGetErrorCode(state.get())));
        }
    }
}

FetchError unzstd(QByteArrayView coded, CappedOutput &out)
{
    const std::unique_ptr<ZSTD_DStream, size_t (*)(ZSTD_DStream *)> stream(ZSTD_createDStream(), &ZSTD_freeDStream);
    if (!stream)
        return broken("zstd", "out of memory");
    ZSTD_DCtx_setParameter(stream.get(), ZSTD_d_windowLogMax, 23); // RFC 9659 §3: at most 8 MB of window on the web
    ZSTD_inBuffer in{coded.data(), size_t(coded.size()), 0};
    for (;;) {
        if (!out.makeRoom())
            return {};
        ZSTD_outBuffer space{out.data(), size_t(out.room()), 0};
        const size_t result = ZSTD_decompressStream(stream.get(), &space, &in);
        out.wrote(qsizetype(space.pos));
        if (ZSTD_isError(result))
            return broken("zstd", ZSTD_getErrorName(result));
        if (result == 0 && !looksZstd(coded.sliced(qsizetype(in.pos))))
            return {}; // RFC 8878 §3: frames follow each other; other bytes are ignored
        if (result != 0 && in.pos == in.size && space.pos < space.size)
            return truncated("zstd");
    }
}

bool looksGzipped(QByteArrayView bytes) { return bytes.startsWith("\x1f\x8b"); }

bool looksZstd(QByteArrayView bytes)
{
    // RFC 8878 §3.1: the magic number of a frame, or one of the sixteen of a skippable frame.
    return bytes.startsWith("\x28\xb5\x2f\xfd")
        || (bytes.size() >= 4 && (uchar(bytes[0]) & 0xf0) == 0x50 && bytes.sliced(1).startsWith("\x2a\x4d\x18"));
}

} // namespace creel
