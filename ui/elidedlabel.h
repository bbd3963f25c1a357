#pragma once

#include <QLabel>

namespace creel {

/// A label that gives up its end, not the window's width, when there is too little room. The tool tip has all of it.
class ElidedLabel : public QLabel
{
    Q_OBJECT
public:
    using QLabel::QLabel;
    void setFullText(const QString &text);
    QSize minimumSizeHint() const override { return QSize(0, QLabel::minimumSizeHint().height()); }

protected:
    void paintEvent(QPaintEvent *event) override;
};

} // namespace creel
