#pragma once

#include "run/recipepreview.h"

#include <QTimer>
#include <QWidget>

class QAction;
class QCompleter;
class QLineEdit;
class QStandardItemModel;
class QToolButton;

namespace creel {

/// Chooses the page that a recipe is looked at on: one of the run, found by its URL or the next one, or a file.
class PageChooser : public QWidget
{
    Q_OBJECT
public:
    /// Borrows the preview, which outlives it.
    explicit PageChooser(RecipePreview &preview, QWidget *parent = nullptr);

    void setHasRun(bool hasRun);
    /// Pages that a field finds nothing on; the button goes from one to the next.
    void setPagesWithNone(const QString &field, const QList<qint64> &ids);
    const OpenedPage &page() const { return m_page; }
    void focusSearch();

Q_SIGNALS:
    void fileWanted();
    void nothingFound(const QString &text);

private:
    void takePage(const OpenedPage &page);
    void showFound(const QString &text, const QList<PageRow> &rows);
    void openNextWithNone();
    void refresh();

    RecipePreview &m_preview;
    OpenedPage m_page;
    QList<qint64> m_withNone;
    bool m_hasRun = false;
    bool m_opensFirst = false; ///< of what will be found: Return was pressed
    QToolButton *m_previous, *m_next, *m_none, *m_file;
    QLineEdit *m_search;
    QCompleter *m_completer;
    QStandardItemModel *m_found;
    QTimer m_pause;
};

} // namespace creel
