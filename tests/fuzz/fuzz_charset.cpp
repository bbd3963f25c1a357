// sniffCharset() and decodeToUtf8(): whatever is said and whatever the bytes, there is an encoding, and valid UTF-8 comes of it.
// Input: a line with HTTP's charset, then the body.

#include "targets.h"

#include "parse/charset.h"
#include "parse/encodings.h"

#include <QStringDecoder>

namespace creel::fuzz {
namespace {

/// By Qt's own decoder, which shares nothing with ours.
bool isUtf8(const QByteArray &bytes)
{
    QStringDecoder decoder(QStringDecoder::Utf8,
                           QStringDecoder::Flag::Stateless | QStringDecoder::Flag::ConvertInitialBom);
    const QString text = decoder(bytes);
    return text.size() >= 0 && !decoder.hasError();
}

void checkDecoding(const QByteArray &body, const QString &label)
{
    const QByteArray utf8 = decodeToUtf8(body, label);
    require(isUtf8(utf8), "what decodes is valid UTF-8");
    // Longest: a byte that becomes U+FFFD, or a character of three bytes.
    require(utf8.size() <= 3 * body.size() + 3, "decoding takes memory linear in the bytes");
    const bool isMarked = utf8.startsWith("\xEF\xBB\xBF"); // a second mark is a character
    require(isMarked || decodeToUtf8(utf8, u"utf-8") == utf8, "valid UTF-8 decodes to itself");
}

} // namespace

void charset(QByteArrayView input)
{
    const QByteArrayView label = takeLine(input);
    const ExactBytes bytes(input);
    const QByteArray body = bytes.array();
    for (const Declarations declarations : {Declarations::None, Declarations::Html, Declarations::Xml}) {
        const Charset sniffed = sniffCharset(body, label, declarations);
        const Encoding *encoding = encodingForLabel(sniffed.name.toLatin1());
        require(encoding && QLatin1StringView(encoding->name) == sniffed.name, "a charset has the standard's name");
        require(!sniffed.reason.isEmpty(), "a charset has a reason");
        checkDecoding(body, sniffed.name);
    }
    checkDecoding(body, QString::fromLatin1(label));
}

} // namespace creel::fuzz
