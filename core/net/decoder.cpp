#include "net/decoder.h"

#include "net/codec.h"
#include "net/httphead.h"

namespace creel {

namespace {

using Kind = FetchError::Kind;
using Codec = FetchError (*)(QByteArrayView, CappedOutput &);

/// More codings on top of each other than anyone means: each could multiply the body by a thousand.
constexpr qsizetype mostCodings = 5;

struct Coding {
    const char *name;
    Codec undo;
    bool (*looksRight)(QByteArrayView); ///< nullptr: the format has no magic number
};
constexpr Coding codings[] = {
    {"gzip", &gunzip, &looksGzipped}, {"x-gzip", &gunzip, &looksGzipped}, // RFC 9110 §8.4.1.3: the same
    {"deflate", &undeflate, nullptr}, {"br", &unbrotli, nullptr},         {"zstd", &unzstd, &looksZstd},
};

const Coding *codingOf(const QByteArray &name)
{
    for (const Coding &coding : codings) {
        if (name == coding.name)
            return &coding;
    }
    return nullptr;
}

FetchError tooLarge(qint64 cap)
{
    return {Kind::TooLarge, QStringLiteral("The decoded body is longer than the %1 bytes that are taken").arg(cap)};
}

} // namespace

DecodedBody decodeBody(const QByteArray &body, QByteArrayView contentEncoding, qint64 cap)
{
    QList<QByteArray> names = listTokens(contentEncoding);
    names.removeAll("identity");
    DecodedBody decoded{body, {}};
    if (names.size() > mostCodings) {
        decoded.error = {Kind::Decode, QStringLiteral("The body has %1 content codings").arg(names.size())};
        return decoded;
    }
    // Applied in the order of the list, so undone from its end. A part of a body is decoded as far as it goes.
    while (!names.isEmpty() && !decoded.body.isEmpty()) {
        const QByteArray name = names.takeLast();
        const Coding *coding = codingOf(name);
        if (!coding) {
            decoded.error = {Kind::Decode,
                             QStringLiteral("The body has a content coding that was not asked for: %1")
                                 .arg(QString::fromLatin1(name))};
            return decoded;
        }
        if (coding->looksRight && !coding->looksRight(decoded.body))
            continue; // labelled, but plain
        CappedOutput out(cap, decoded.body.size() * 4);
        decoded.error = coding->undo(decoded.body, out);
        if (out.overCap())
            decoded.error = tooLarge(cap);
        decoded.body = out.take();
        if (decoded.error.kind != Kind::None)
            return decoded;
    }
    if (decoded.body.size() > cap) {
        decoded.body.truncate(cap);
        decoded.error = tooLarge(cap);
    }
    return decoded;
}

} // namespace creel
