#pragma once

#include "base/rowquery.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QLineEdit;

namespace creel {

/// Text and state filter over the live table.
class FilterBar : public QWidget
{
    Q_OBJECT
public:
    explicit FilterBar(QWidget *parent = nullptr);

    QString text() const;
    std::optional<RowState> state() const;
    RowsPer per() const;
    /// What a row is can be chosen where a recipe finds several records on a page; then it is a record at first.
    void offerRecords(bool offered);
    void setCounts(const StateCounts &counts); ///< shown beside the states: "Failed (31)"
    void setResult(qint64 shown, qint64 total, bool busy);
    void focusText();
    void clear();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override; ///< Esc clears the filter

Q_SIGNALS:
    void changed(); ///< a short while after the last key

private:
    QLineEdit *m_text;
    QComboBox *m_state, *m_per;
    QLabel *m_result;
    QTimer m_pause;
};

} // namespace creel
