#include "run/charsetcheck.h"

#include "parse/encodings.h"
#include "parse/pagetype.h"

namespace creel {

std::optional<QString> encodingName(const QString &label)
{
    const Encoding *encoding = encodingForLabel(label.toUtf8());
    return encoding ? std::optional(QString::fromLatin1(encoding->name)) : std::nullopt;
}

QStringList encodingNames()
{
    QStringList names;
    for (const Encoding &encoding : allEncodings()) {
        if (encoding.decoder != Decoder::Replacement) // it reads nothing
            names << QString::fromLatin1(encoding.name);
    }
    return names;
}

std::optional<CharsetAnswer> checkCharset(const QByteArray &body, const QByteArray &contentType)
{
    const std::optional<PageType> type = pageType(body, contentType);
    if (!type)
        return std::nullopt;
    return CharsetAnswer{type->charset.name, type->charset.reason};
}

} // namespace creel
