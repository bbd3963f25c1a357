#pragma once

#include "base/followoptions.h"

#include <QWidget>

#include <optional>

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPlainTextEdit;
class QSpinBox;

namespace creel {

/// Which of the URLs that a run finds it takes. A pattern or selector that can't be read is told below its field as soon as
/// it is written.
class CrawlPanel : public QWidget
{
    Q_OBJECT
public:
    explicit CrawlPanel(QWidget *parent = nullptr);

    /// The options last set, with what was changed here.
    FollowOptions follow() const;
    void setFollow(const FollowOptions &follow);
    void setLinks(bool followed); ///< crawl mode: some fields have a meaning in it only

    /// Why these can't be; nullopt: they can.
    std::optional<QString> problem() const;
    void focusProblem(); ///< the field that has it

Q_SIGNALS:
    void changed();

private:
    QPlainTextEdit *makePatterns(const char *name, const QString &title, const QString &hint);
    QCheckBox *makeCheck(const char *name, const QString &text, const QString &hint);
    QSpinBox *makeCount(const char *name, const QString &title, const QString &hint, int low);
    void takeChange();
    void showProblem();

    FollowOptions m_base; ///< what is not shown here
    QComboBox *m_scope;
    QSpinBox *m_depth, *m_maxPages, *m_maxPagesPerHost;
    QPlainTextEdit *m_include, *m_exclude;
    QLineEdit *m_selector;
    QCheckBox *m_sitemaps, *m_nofollow, *m_tracking, *m_traps;
    QLabel *m_problem;
};

} // namespace creel
