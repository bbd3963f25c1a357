#pragma once

#include <QByteArray>
#include <QByteArrayView>

#include <vector>

/// What the fuzzers do with one input each: any bytes. A target ends the program, with a sentence, when a promise is broken;
/// it looks at nothing but its input. One file has each, fuzz_<what>.cpp.
namespace creel::fuzz {

void charset(QByteArrayView input);
void detect(QByteArrayView input);
void extraction(QByteArrayView input);
void htmlAgainstGumbo(QByteArrayView input);
void htmlTree(QByteArrayView input);
void httpParser(QByteArrayView input);
void json(QByteArrayView input);
void jsonPath(QByteArrayView input);
void recipe(QByteArrayView input);
void robots(QByteArrayView input);
void selector(QByteArrayView input);
void sitemap(QByteArrayView input);
void structured(QByteArrayView input);
void tokenizer(QByteArrayView input);
void urlList(QByteArrayView input);
void xpath(QByteArrayView input);

/// `promise` is a sentence that any input has to leave true.
inline void require(bool holds, const char *promise)
{
    if (!holds)
        qFatal("broken: %s", promise);
}

/// The first byte of an input says how to use the rest. Takes it off; 0 of an empty one.
inline uchar takeByte(QByteArrayView &input)
{
    if (input.isEmpty())
        return 0;
    const auto byte = uchar(input.front());
    input = input.sliced(1);
    return byte;
}

/// Takes the first line off, without its line feed.
inline QByteArrayView takeLine(QByteArrayView &input)
{
    const qsizetype end = input.indexOf('\n');
    const QByteArrayView line = end < 0 ? input : input.first(end);
    input = input.sliced(end < 0 ? input.size() : end + 1);
    return line;
}

/// A copy with nothing behind its last byte, so that reading there is seen: QByteArray's own have a zero there.
class ExactBytes
{
public:
    explicit ExactBytes(QByteArrayView bytes) : m_bytes(bytes.begin(), bytes.end()) { }
    QByteArray array() const { return QByteArray::fromRawData(m_bytes.data(), qsizetype(m_bytes.size())); }

private:
    std::vector<char> m_bytes;
};

} // namespace creel::fuzz
