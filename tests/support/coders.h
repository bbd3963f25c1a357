#pragma once

#include <QByteArray>

namespace creel::test {

// What a server would do to its bodies: the inverse of net/codec.h, for tests only.
QByteArray gzip(const QByteArray &plain);
QByteArray zlibDeflate(const QByteArray &plain);
QByteArray rawDeflate(const QByteArray &plain);
QByteArray brotli(const QByteArray &plain);
QByteArray zstd(const QByteArray &plain, int windowLog = 0);

} // namespace creel::test
