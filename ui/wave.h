#pragma once

#include <QPainter>
#include <QPainterPath>

namespace creel {

/// The line below what is wrong, in the painter's pen.
inline void paintWave(QPainter &painter, qreal left, qreal right, qreal y)
{
    QPainterPath wave(QPointF(left, y));
    bool up = true;
    for (qreal x = left; x < right; x += 2, up = !up)
        wave.lineTo(x + 2, up ? y - 1.6 : y);
    painter.drawPath(wave);
}

} // namespace creel
