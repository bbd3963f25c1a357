#pragma once

#include "actions.h"
#include "rowcopy.h"
#include "rowids.h"
#include "session.h"

#include <QMainWindow>

class QDockWidget;
class QMenu;
class QSettings;
class QSplitter;
class QStackedWidget;

namespace creel {

class DetailPane;
class FilterBar;
class HostPanel;
class MessageBar;
class OptionsPanel;
class RecipeEditor;
class RecordModel;
class ReextractionBar;
class RecordTable;
class StatusLine;
class UrlPanel;
class Welcome;

/// The window: the list on the left, the live table, the details of a row below it. It arranges and wires; each part
/// does its own work, and the run does its own on other threads.
class MainWindow : public QMainWindow
{
    Q_OBJECT
public:
    /// `settings` is borrowed and outlives the window. New runs go into `runFolder`.
    MainWindow(QSettings &settings, QString runFolder, QWidget *parent = nullptr);
    ~MainWindow() override;

    void openPath(const QString &path); ///< a run file, or a list of URLs
    void setUrls(const QString &text);  ///< as if pasted into an empty list
    void setLimits(const CrawlOptions &options);
    const Session &session() const { return m_session; }

protected:
    void closeEvent(QCloseEvent *event) override;
    void dragEnterEvent(QDragEnterEvent *event) override;
    void dropEvent(QDropEvent *event) override;

private:
    // what a person does
    void newList();
    void chooseFile();
    void openFiles(const QList<QUrl> &urls);
    void openList(const QString &path);
    void start();
    void exportTable();
    void editSettings();
    void editRecipe();
    void useRecipe(const Recipe &recipe);
    void copyRows();
    void skipRows();
    void retryRows();
    void retryFailed();
    void retryFiltered();
    void decodeRows();
    void chooseEncoding(const QList<qint64> &ids);
    void retry(const RowQuery &query);
    void find();
    void movePane(int step);
    void showHosts(bool shown);
    void showAbout();
    // what the run does
    void takeRun(Run *run);
    void showRunText(Run *run);
    void takeStop(const StopReceipt &receipt);
    void refresh();
    void refreshRowActions();
    // what is selected
    void applyFilter();
    void showCurrentRecord();

    void arrange();
    void connectParts();
    void connectReextraction();
    void connectActions();
    void restoreLayout();
    void saveLayout();
    void fillRecentMenu();
    bool mayLeaveRun(const QString &toDoWhat);
    bool tellProblem(); ///< of the options, when there is one
    bool isAnySelected(bool (*fits)(RowState)) const;

    QSettings &m_settings;
    const QString m_runFolder;
    Session m_session;
    Actions m_actions;
    RowCopy m_copy;
    RowIds m_skipped, m_retried, m_decoded; ///< which of the selected rows
    QMenu *m_recent = nullptr;
    RecordModel *m_model;
    UrlPanel *m_urls;
    OptionsPanel *m_options;
    FilterBar *m_filter;
    ReextractionBar *m_reextraction;
    RecordTable *m_table;
    DetailPane *m_details;
    HostPanel *m_hosts;
    Welcome *m_welcome;
    MessageBar *m_message;
    StatusLine *m_status;
    RecipeEditor *m_recipe = nullptr; ///< once it was asked for
    QDockWidget *m_hostDock;
    QStackedWidget *m_pages;
    QSplitter *m_columns, *m_rows;
    bool m_closing = false; ///< close as soon as the run has stopped
    int m_listGeneration = 0;
};

} // namespace creel
