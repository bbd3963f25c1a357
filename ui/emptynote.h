#pragma once

#include <QEvent>
#include <QPainter>
#include <QString>
#include <QWidget>

namespace creel {

/// For the event filter of the viewport of a view that has nothing to show: says in its middle what to do. True: it has painted.
inline bool paintsEmptyNote(QObject &watched, const QEvent &event, const QString &note)
{
    if (event.type() != QEvent::Paint)
        return false;
    auto &viewport = static_cast<QWidget &>(watched); // only widgets are painted
    QPainter painter(&viewport);
    painter.setPen(viewport.palette().color(QPalette::PlaceholderText));
    painter.drawText(viewport.rect().adjusted(24, 8, -24, -8), int(Qt::AlignCenter | Qt::TextWordWrap), note);
    return true;
}

} // namespace creel
