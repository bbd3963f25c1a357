#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <utility>

namespace creel {

using HeaderFields = QList<std::pair<QByteArray, QByteArray>>;

/// Request header fields as a person writes them, "Name: value", one a line; the error is a sentence that names the line.
Expected<HeaderFields, QString> headersFromText(const QString &text);
QString headersToText(const HeaderFields &fields);

} // namespace creel
