#include "parse/charset.h"

#include "parse/decoders.h"
#include "parse/metaprescan.h"
#include "parse/utf8.h"

namespace creel {
namespace {

/// Encoding standard §6 "BOM sniff".
const Encoding *encodingFromBom(QByteArrayView body)
{
    if (body.startsWith("\xEF\xBB\xBF"))
        return encodingForLabel("utf-8");
    if (body.startsWith("\xFE\xFF"))
        return encodingForLabel("utf-16be");
    if (body.startsWith("\xFF\xFE"))
        return encodingForLabel("utf-16le");
    return nullptr;
}

Charset charset(const Encoding *encoding, QLatin1StringView reason)
{
    return {QString::fromLatin1(encoding->name), reason};
}

} // namespace

Charset sniffCharset(QByteArrayView body, QByteArrayView httpCharset, Declarations declarations)
{
    using namespace Qt::StringLiterals;
    if (const Encoding *encoding = encodingFromBom(body))
        return charset(encoding, "bom"_L1);
    if (const Encoding *encoding = encodingForLabel(httpCharset))
        return charset(encoding, "http"_L1);
    if (declarations == Declarations::Html)
        if (const Encoding *encoding = prescan(body))
            return charset(encoding, "meta"_L1);
    if (declarations == Declarations::Xml)
        if (const Encoding *encoding = prescanXml(body))
            return charset(encoding, "xml"_L1);
    if (isValidUtf8(body))
        return charset(encodingForLabel("utf-8"), "utf-8"_L1);
    return charset(encodingForLabel("windows-1252"), "default"_L1);
}

QByteArray decodeToUtf8(const QByteArray &body, QStringView charset)
{
    const Encoding *encoding = encodingForLabel(charset.toLatin1());
    if (!encoding)
        encoding = encodingForLabel("windows-1252");
    const Encoding *marked = encodingFromBom(body);
    if (marked != encoding)
        return decode(body, *encoding);
    return decode(body.sliced(encoding->decoder == Decoder::Utf8 ? 3 : 2), *encoding);
}

} // namespace creel
