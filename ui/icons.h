#pragma once

#include <QColor>
#include <QIcon>
#include <QRectF>

class QPainter;

namespace creel {

/// Our own line icons, drawn when they are needed: sharp at any size, and in the palette of the moment.
enum class Glyph {
    New,
    Open,
    Start,
    Pause,
    Stop,
    Export,
    Settings,
    Hosts,
    Recipe,
    Plus,
    Wand,
    Undo,
    Redo,
    Find,
    Close, // actions
    Check,
    Cross,
    Clock,
    Twin,
    Skip,
    Halt,
    Dash,
    Warning,
    Info // states and messages
};

/// Paints the glyph into `rect` in one colour.
void paintGlyph(QPainter &painter, Glyph glyph, const QRectF &rect, const QColor &color);

/// An icon in the application palette's text colour, or in `color` where one is given.
QIcon glyphIcon(Glyph glyph, const QColor &color = {});

} // namespace creel
