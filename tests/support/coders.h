#pragma once

#include <QByteArray>

namespace creel::test {

// What a server would do to its bodies: the inverse of net/codec.h, for tests only.
QByteArray gzip(const QByteArray &plain);
QByteArray zlibDeflate(const QByteArray &plain);
QByteArray rawDeflate(const QByteArray &plain);
QByteArray brotli(const QByteArray &plain);
QByteArray zstd(const QByteArray &plain, int windowLog = 0);

// `plainSize` zeros, coded without ever being held: one gzip member, one brotli stream, one zstd frame. The size is rounded
// down to whole blocks of 16 MiB.
QByteArray gzipBomb(qint64 plainSize);
QByteArray brotliBomb(qint64 plainSize);
QByteArray zstdBomb(qint64 plainSize);

} // namespace creel::test
