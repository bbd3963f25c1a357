#include "appicon.h"

#include <QPainter>
#include <QPainterPath>

namespace creel {

namespace {

void paintWeave(QPainter &painter)
{
    painter.setPen(QPen(QColor(0x9c, 0x6b, 0x33), 2));
    for (int row = 0; row < 3; ++row) {
        const qreal left = 9 + row, step = (64 - 2 * left) / 4, y = 39 + row * 7;
        QPainterPath wave(QPointF(left, y));
        for (int i = 0; i < 4; ++i)
            wave.quadTo(left + (i + 0.5) * step, y + (i % 2 == 0 ? -4 : 4), left + (i + 1) * step, y);
        painter.drawPath(wave);
    }
    painter.drawLine(QPointF(20, 34), QPointF(22, 59));
    painter.drawLine(QPointF(32, 34), QPointF(32, 59));
    painter.drawLine(QPointF(44, 34), QPointF(42, 59));
}

/// The same as resources/icons/creel.svg, on its 64 × 64 grid: strap, woven body, lid with its fish hole.
void paintBasket(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    QPainterPath strap(QPointF(8, 28));
    strap.cubicTo(8, 8, 56, 8, 56, 28);
    painter.strokePath(strap, QPen(QColor(0x8a, 0x5a, 0x2b), 4, Qt::SolidLine, Qt::RoundCap));
    QPainterPath body(QPointF(7, 30));
    body.lineTo(57, 30);
    body.lineTo(53, 54);
    body.quadTo(52, 59, 47, 59);
    body.lineTo(17, 59);
    body.quadTo(12, 59, 11, 54);
    body.closeSubpath();
    painter.fillPath(body, QColor(0xd9, 0xa5, 0x5b));
    paintWeave(painter);
    painter.setPen(Qt::NoPen);
    painter.setBrush(QColor(0xb5, 0x7b, 0x3a));
    painter.drawRoundedRect(QRectF(5, 26, 54, 8), 4, 4);
    QPainterPath fish(QPointF(23, 30));
    fish.quadTo(30, 25, 37, 30);
    fish.quadTo(40, 27, 42, 27);
    fish.quadTo(41, 30, 42, 33);
    fish.quadTo(40, 33, 37, 30);
    fish.quadTo(30, 35, 23, 30);
    painter.fillPath(fish, QColor(0x2f, 0x6f, 0x73));
}

} // namespace

QIcon appIcon()
{
    QIcon icon;
    for (const int side : {16, 24, 32, 48, 64, 128, 256}) {
        QPixmap pixmap(side, side);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        painter.scale(side / 64.0, side / 64.0);
        paintBasket(painter);
        painter.end();
        icon.addPixmap(pixmap);
    }
    return icon;
}

} // namespace creel
