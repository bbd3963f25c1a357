#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QString>

namespace creel {

/// The encoding of a page, and who said so.
struct Charset {
    QString name; ///< WHATWG name, "windows-1252", "UTF-8"
    QString
        reason; ///< "bom", "http", "meta", "xml", "utf-8" (nobody said, but the bytes are), "default" (windows-1252)
    friend bool operator==(const Charset &, const Charset &) = default;
};

/// Where to look for a declaration inside the bytes: HTML has <meta>, XML its own first line.
enum class Declarations : quint8 { None, Html, Xml };

/// The first of: the byte order mark, the charset parameter of HTTP's Content-Type, the <meta> prescan (HTML §13.2.3) or the
/// XML declaration, valid
/// UTF-8, windows-1252. An unknown label is as good as none. `httpCharset` is the parameter's bare value. Pure; any thread.
Charset sniffCharset(QByteArrayView body, QByteArrayView httpCharset, Declarations declarations = Declarations::Html);

/// The bytes as valid UTF-8, with U+FFFD for what can't be decoded and without the charset's own byte order mark. Bytes that
/// are valid UTF-8 already are shared, not copied. `charset` is any WHATWG label; an unknown one counts as windows-1252.
QByteArray decodeToUtf8(const QByteArray &body, QStringView charset);

} // namespace creel
