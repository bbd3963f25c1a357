#pragma once

#include "base/crawloptions.h"

#include <QWidget>

class QCheckBox;
class QDoubleSpinBox;
class QFormLayout;
class QSpinBox;

namespace creel {

/// The limits and manners of a run that a person changes most. The rarer ones are in the settings.
class LimitsPanel : public QWidget
{
    Q_OBJECT
public:
    explicit LimitsPanel(QWidget *parent = nullptr);

    /// The options last set, with what was changed here.
    CrawlOptions options() const;
    void writeTo(CrawlOptions &options) const; ///< only what is shown here
    void setOptions(const CrawlOptions &options);

Q_SIGNALS:
    void changed();

private:
    QSpinBox *addSpin(QFormLayout &form, const QString &label, const QString &name, const QString &hint, int low,
                      int high);
    QCheckBox *addCheck(const char *name, const QString &label, const QString &hint);

    CrawlOptions m_base; ///< what is not shown here
    QSpinBox *m_concurrency, *m_perHost, *m_delay, *m_timeout, *m_retries;
    QDoubleSpinBox *m_maxBody;
    QCheckBox *m_keepBodies, *m_robots, *m_adaptive, *m_guard;
};

} // namespace creel
