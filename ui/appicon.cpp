#include "appicon.h"

#include <QPainter>
#include <QPainterPath>

namespace creel {

namespace {

/// On a 64 × 64 grid.
void paintBasket(QPainter &painter)
{
    painter.setRenderHint(QPainter::Antialiasing);
    QLinearGradient water(0, 0, 0, 64);
    water.setColorAt(0, QColor(0x2a, 0x8c, 0x9c));
    water.setColorAt(1, QColor(0x14, 0x5a, 0x70));
    painter.setPen(Qt::NoPen);
    painter.setBrush(water);
    painter.drawRoundedRect(QRectF(2, 2, 60, 60), 13, 13);

    QPainterPath basket;
    basket.moveTo(12, 29);
    basket.lineTo(52, 29);
    basket.cubicTo(52, 46, 47, 53, 40, 53);
    basket.lineTo(24, 53);
    basket.cubicTo(17, 53, 12, 46, 12, 29);
    painter.setBrush(QColor(0xf3, 0xd9, 0xa4));
    painter.drawPath(basket);

    painter.save();
    painter.setClipPath(basket);
    painter.setBrush(QColor(0xc7, 0x94, 0x4a));
    for (int row = 0; row < 4; ++row) { // over and under
        for (int column = 0; column < 6; ++column) {
            if ((row + column) % 2 == 0)
                painter.drawRoundedRect(QRectF(11 + column * 7.0, 34 + row * 5.0, 6, 4), 1.4, 1.4);
        }
    }
    painter.restore();

    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(QColor(0xf3, 0xd9, 0xa4), 4, Qt::SolidLine, Qt::RoundCap));
    painter.drawArc(QRectF(19, 11, 26, 34), 0, 180 * 16);
    painter.drawLine(QPointF(10, 29), QPointF(54, 29));
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
