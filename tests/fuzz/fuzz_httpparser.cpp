// HttpParser: an answer means the same however the wire splits it, and keeps its caps.
// Input: a byte that seeds the splits and says whether the connection closes, then the bytes of the wire.

#include "targets.h"

#include "net/httpparser.h"

#include <random>

namespace creel::fuzz {
namespace {

constexpr qint64 maxHeadBytes = 512;
constexpr qint64 maxBodyBytes = 256;

struct Answer {
    HttpParser parser{maxHeadBytes, maxBodyBytes};
    qsizetype used = 0;
};

template <class NextSize>
Answer answerTo(QByteArrayView bytes, bool closes, NextSize nextSize)
{
    Answer answer;
    while (!bytes.isEmpty()) {
        const qsizetype size = std::min(nextSize(), bytes.size());
        const ExactBytes piece(bytes.first(size));
        const bool hadEnded = answer.parser.ended();
        const qsizetype used = answer.parser.feed(piece.array());
        require(used >= 0 && used <= size, "no more is used than was fed");
        require(!hadEnded || used == 0, "what has ended takes nothing");
        require(used == size || answer.parser.ended(), "what has not ended takes all");
        answer.used += used;
        bytes = bytes.sliced(size);
    }
    if (closes)
        answer.parser.finish();
    return answer;
}

void requireSame(const Answer &a, const Answer &b)
{
    const Response &one = a.parser.response(), &other = b.parser.response();
    require(a.parser.state() == b.parser.state(), "splits don't change the state");
    require(a.parser.headComplete() == b.parser.headComplete(), "splits don't change whether the head is complete");
    require(one.status == other.status, "splits don't change the status");
    if (a.parser.failed() && !a.parser.headComplete())
        return; // it fails as soon as a piece shows that it has to, with what came until then
    require(a.parser.failed() || a.used == b.used, "splits don't change how much is used");
    require(a.parser.readsUntilClose() == b.parser.readsUntilClose(), "splits don't change the framing");
    require(a.parser.reusable() == b.parser.reusable(), "splits don't change what becomes of the connection");
    require(a.parser.error().kind == b.parser.error().kind, "splits don't change the error");
    require(one.head == other.head, "splits don't change the head");
    require(one.headers.fields() == other.headers.fields(), "splits don't change the fields");
    require(one.body == other.body, "splits don't change the body");
}

} // namespace

void httpParser(QByteArrayView input)
{
    const uchar setting = takeByte(input);
    const bool closes = setting & 1;
    const auto everything = [&input] { return input.size(); };
    const Answer whole = answerTo(input, closes, everything);
    const HttpParser &parser = whole.parser;
    require(parser.response().body.size() <= maxBodyBytes, "a body keeps its cap");
    require(parser.response().head.size() <= maxHeadBytes, "a head keeps its cap");
    require(!closes || parser.ended(), "a connection that closes ends the answer");
    require(parser.failed() == (parser.error().kind != FetchError::Kind::None), "what failed says why");
    require(!parser.done() || parser.response().status >= 200, "what is done has a final status");

    const auto oneByte = [] { return qsizetype(1); };
    requireSame(whole, answerTo(input, closes, oneByte));
    std::minstd_rand random(setting + 1U);
    const auto anySize = [&random] { return qsizetype(random() % 17 + 1); };
    requireSame(whole, answerTo(input, closes, anySize));
}

} // namespace creel::fuzz
