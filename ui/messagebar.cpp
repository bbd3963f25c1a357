#include "messagebar.h"

#include "icons.h"

#include <QAccessible>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>
#include <QToolButton>

namespace creel {

MessageBar::MessageBar(QWidget *parent) : QFrame(parent), m_text(new QLabel)
{
    m_text->setObjectName(QStringLiteral("message"));
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *close = new QToolButton;
    close->setIcon(glyphIcon(Glyph::Close));
    close->setAutoRaise(true);
    close->setFocusPolicy(Qt::TabFocus);
    close->setAccessibleName(tr("Close this message"));
    close->setToolTip(tr("Close this message"));
    connect(close, &QToolButton::clicked, this, &QWidget::hide);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(38, 6, 6, 6); // room for the glyph
    layout->addWidget(m_text, 1);
    layout->addWidget(close, 0, Qt::AlignTop);
    hide();
}

QString MessageBar::text() const { return isHidden() ? QString() : m_text->text(); }

void MessageBar::show(Tone tone, const QString &text)
{
    m_tone = tone;
    m_text->setText(text);
    m_text->setAccessibleName(text);
    setVisible(true);
    update();
    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QColor color = toneColor(m_tone, palette());
    QColor fill = color, border = color;
    fill.setAlphaF(0.12f);
    border.setAlphaF(0.45f);
    painter.setPen(border);
    painter.setBrush(fill);
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 5, 5);
    const Glyph glyph = m_tone == Tone::Good ? Glyph::Check : m_tone == Tone::Calm ? Glyph::Info : Glyph::Warning;
    paintGlyph(painter, glyph, QRectF(12, height() / 2.0 - 8, 16, 16), color);
}

} // namespace creel
