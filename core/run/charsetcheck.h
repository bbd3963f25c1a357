#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

#include <optional>

namespace creel {

/// The name of the encoding that a label of the WHATWG's table means, "windows-1252" for "latin1"; nullopt: none.
std::optional<QString> encodingName(const QString &label);
/// The names of that table, in its order.
QStringList encodingNames();

/// The encoding that a run would read a page in, and who said so.
struct CharsetAnswer {
    QString charset; ///< WHATWG name, "windows-1252"
    QString reason;  ///< "bom", "http", "meta", "xml", "utf-8", "default"
};

/// `contentType` is what the server said of the body; empty: nothing. nullopt: the body is no text. Pure; any thread.
std::optional<CharsetAnswer> checkCharset(const QByteArray &body, const QByteArray &contentType);

} // namespace creel
