#pragma once

#include <QProxyStyle>

namespace creel {

/// The application's style with more air beside the text of cells and headers.
class RoomyCells : public QProxyStyle
{
    Q_OBJECT
public:
    int pixelMetric(PixelMetric metric, const QStyleOption *option, const QWidget *widget) const override
    {
        const int standard = QProxyStyle::pixelMetric(metric, option, widget);
        return metric == PM_FocusFrameHMargin || metric == PM_HeaderMargin ? standard + 4 : standard;
    }
};

} // namespace creel
