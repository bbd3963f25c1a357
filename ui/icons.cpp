#include "icons.h"

#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPainterPath>
#include <QPalette>
#include <QTransform>

namespace creel {

namespace {

/// Lines to stroke and areas to fill, on a 16 × 16 grid.
struct Shape {
    QPainterPath lines;
    QPainterPath areas;
};

void polyline(QPainterPath &path, std::initializer_list<QPointF> points)
{
    path.moveTo(*points.begin());
    for (const QPointF &point : points)
        path.lineTo(point);
}

void addGear(Shape &shape)
{
    constexpr int teeth = 8;
    shape.lines.addEllipse(QPointF(8, 8), 4.4, 4.4);
    shape.lines.addEllipse(QPointF(8, 8), 1.6, 1.6);
    for (int i = 0; i < teeth; ++i) {
        const QLineF ray = QLineF::fromPolar(6.6, 360.0 / teeth * i).translated(8, 8);
        polyline(shape.lines, {ray.pointAt(0.70), ray.p2()});
    }
}

void addPage(Shape &shape)
{
    polyline(shape.lines,
             {{9.5, 1.5}, {3.5, 1.5}, {3.5, 14.5}, {12.5, 14.5}, {12.5, 4.5}, {9.5, 1.5}, {9.5, 4.5}, {12.5, 4.5}});
    polyline(shape.lines, {{8, 7}, {8, 12}});
    polyline(shape.lines, {{5.5, 9.5}, {10.5, 9.5}});
}

Shape shapeOf(Glyph glyph)
{
    Shape shape;
    QPainterPath &lines = shape.lines;
    switch (glyph) {
    case Glyph::New:
        addPage(shape);
        break;
    case Glyph::Open:
        polyline(lines, {{1.5, 13.5}, {1.5, 2.5}, {6, 2.5}, {7.5, 4.5}, {13, 4.5}, {13, 7}});
        polyline(lines, {{1.5, 13.5}, {4, 7}, {15, 7}, {12.5, 13.5}, {1.5, 13.5}});
        break;
    case Glyph::Start:
        polyline(shape.areas, {{4, 2}, {13.5, 8}, {4, 14}, {4, 2}});
        break;
    case Glyph::Pause:
        shape.areas.addRoundedRect(QRectF(3.5, 2.5, 3.2, 11), 0.8, 0.8);
        shape.areas.addRoundedRect(QRectF(9.3, 2.5, 3.2, 11), 0.8, 0.8);
        break;
    case Glyph::Stop:
        shape.areas.addRoundedRect(QRectF(3, 3, 10, 10), 1.2, 1.2);
        break;
    case Glyph::Export:
        polyline(lines, {{8, 1.5}, {8, 10}});
        polyline(lines, {{4.5, 6.5}, {8, 10}, {11.5, 6.5}});
        polyline(lines, {{2, 10.5}, {2, 14}, {14, 14}, {14, 10.5}});
        break;
    case Glyph::Settings:
        addGear(shape);
        break;
    case Glyph::Hosts:
        for (const double top : {2.0, 9.0}) {
            lines.addRoundedRect(QRectF(2, top, 12, 5), 1, 1);
            shape.areas.addEllipse(QPointF(4.8, top + 2.5), 0.9, 0.9);
            polyline(lines, {{8.5, top + 2.5}, {11.5, top + 2.5}});
        }
        break;
    case Glyph::Recipe: // a table, one of its columns picked
        lines.addRoundedRect(QRectF(2, 2.5, 12, 11), 1, 1);
        polyline(lines, {{2, 6}, {14, 6}});
        polyline(lines, {{6.5, 6}, {6.5, 13.5}});
        shape.areas.addRect(QRectF(8.3, 7.8, 4, 3.9));
        break;
    case Glyph::Plus:
        polyline(lines, {{8, 3}, {8, 13}});
        polyline(lines, {{3, 8}, {13, 8}});
        break;
    case Glyph::Wand:
        polyline(lines, {{2.5, 13.5}, {9, 7}});
        for (const double angle : {20.0, 92.0, 164.0, 236.0, 308.0}) {
            const QLineF ray = QLineF::fromPolar(4.2, angle).translated(10.6, 5.4);
            polyline(lines, {ray.pointAt(0.55), ray.p2()});
        }
        break;
    case Glyph::Undo:
    case Glyph::Redo: {
        QPainterPath arc;
        arc.moveTo(3, 6.5);
        arc.lineTo(9.5, 6.5);
        arc.arcTo(QRectF(6, 6.5, 7, 7), 90, -180);
        arc.lineTo(6, 13.5);
        arc.moveTo(6, 3.3);
        arc.lineTo(2.8, 6.5);
        arc.lineTo(6, 9.7);
        const bool mirrored = glyph == Glyph::Redo;
        lines = mirrored ? QTransform(-1, 0, 0, 1, 16, 0).map(arc) : arc;
        break;
    }
    case Glyph::Find:
        lines.addEllipse(QPointF(6.8, 6.8), 4.6, 4.6);
        polyline(lines, {{10.3, 10.3}, {14.2, 14.2}});
        break;
    case Glyph::Close:
    case Glyph::Cross:
        polyline(lines, {{3.8, 3.8}, {12.2, 12.2}});
        polyline(lines, {{12.2, 3.8}, {3.8, 12.2}});
        break;
    case Glyph::Check:
        polyline(lines, {{2.5, 8.5}, {6.3, 12.3}, {13.5, 4}});
        break;
    case Glyph::Clock:
        lines.addEllipse(QPointF(8, 8), 5.8, 5.8);
        polyline(lines, {{8, 4.8}, {8, 8}, {10.4, 9.6}});
        break;
    case Glyph::Twin:
        lines.addRoundedRect(QRectF(2, 2, 8.4, 8.4), 1, 1);
        polyline(lines, {{13.8, 5.8}, {13.8, 13.8}, {5.8, 13.8}});
        break;
    case Glyph::Skip:
        polyline(lines, {{3, 3.5}, {8, 8}, {3, 12.5}});
        polyline(lines, {{8.5, 3.5}, {13.5, 8}, {8.5, 12.5}});
        break;
    case Glyph::Halt:
        lines.addRoundedRect(QRectF(3.2, 3.2, 9.6, 9.6), 1.2, 1.2);
        break;
    case Glyph::Dash:
        polyline(lines, {{4, 8}, {12, 8}});
        break;
    case Glyph::Warning:
        polyline(lines, {{8, 1.8}, {15, 14}, {1, 14}, {8, 1.8}});
        polyline(lines, {{8, 6.2}, {8, 9.6}});
        shape.areas.addEllipse(QPointF(8, 11.9), 0.9, 0.9);
        break;
    case Glyph::Info:
        lines.addEllipse(QPointF(8, 8), 6.4, 6.4);
        polyline(lines, {{8, 7.4}, {8, 11.4}});
        shape.areas.addEllipse(QPointF(8, 4.8), 0.9, 0.9);
        break;
    }
    return shape;
}

class GlyphEngine : public QIconEngine
{
public:
    GlyphEngine(Glyph glyph, QColor color) : m_glyph(glyph), m_color(color) { }
    QIconEngine *clone() const override { return new GlyphEngine(m_glyph, m_color); }
    bool isNull() override { return false; }

    void paint(QPainter *painter, const QRect &rect, QIcon::Mode mode, QIcon::State) override
    {
        const QPalette palette = QGuiApplication::palette();
        const bool disabled = mode == QIcon::Disabled;
        QColor color = palette.color(disabled ? QPalette::Disabled : QPalette::Active, QPalette::ButtonText);
        if (m_color.isValid() && !disabled)
            color = m_color;
        if (mode == QIcon::Selected)
            color = palette.color(QPalette::HighlightedText);
        paintGlyph(*painter, m_glyph, rect, color);
    }

    QPixmap pixmap(const QSize &size, QIcon::Mode mode, QIcon::State state) override
    {
        QPixmap pixmap(size);
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(), size), mode, state);
        return pixmap;
    }

private:
    Glyph m_glyph;
    QColor m_color;
};

} // namespace

void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color)
{
    const Shape shape = shapeOf(glyph);
    const qreal side = std::min(rect.width(), rect.height());
    painter.save();
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(rect.center() - QPointF(side, side) / 2);
    painter.scale(side / 16, side / 16);
    painter.strokePath(shape.lines, QPen(color, 1.5, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
    painter.fillPath(shape.areas, color);
    painter.restore();
}

QIcon glyphIcon(Glyph glyph, const QColor &color) { return QIcon(new GlyphEngine(glyph, color)); }

} // namespace creel
