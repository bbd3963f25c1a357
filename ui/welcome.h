#pragma once

#include <QStringList>
#include <QWidget>

class QLabel;
class QPushButton;
class QVBoxLayout;

namespace creel {

/// What stands in the table's place while there is no run: what to do next.
class Welcome : public QWidget
{
    Q_OBJECT
public:
    explicit Welcome(QWidget *parent = nullptr);

    QWidget *focusPane() const;                   ///< what takes the focus
    void setReadyLines(qint64 valid);             ///< lines in the editor that could be fetched
    void setRecentRuns(const QStringList &paths); ///< the latest first

Q_SIGNALS:
    void openRequested();
    void startRequested();
    void runRequested(const QString &path);

private:
    QLabel *m_lead;
    QPushButton *m_start, *m_open;
    QWidget *m_recent;
    QVBoxLayout *m_recentLayout;
};

} // namespace creel
