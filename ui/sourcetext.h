#pragma once

#include <QByteArray>
#include <QString>

namespace creel {

/// The source of a page, ready to be shown.
struct SourceText {
    QString text;
    QString note; ///< what was left out or decoded how; empty when there is nothing to say
};

/// Decodes a body by its charset's name (as in Record::charset; unknown: UTF-8) and keeps the beginning, with the longest
/// lines folded, so that an editor shows it without delay. Pure; any thread.
SourceText sourceText(const QByteArray &body, const QString &charset);

} // namespace creel
