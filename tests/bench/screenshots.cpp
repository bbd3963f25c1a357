// Renders the window at work on the demo site, in a light and a dark palette: the README's pictures are made by it, and
// every state of the window can be looked at. `screenshots DIRECTORY [--all] [--crawl|--recipe]`; wants QT_QPA_PLATFORM=offscreen.
#include "desktop/demothread.h"
#include "mainwindow.h"
#include "recipeeditor.h"
#include "recordtable.h"
#include "run/run.h"
#include "urleditor.h"

#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QDialog>
#include <QDir>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QTableView>
#include <QTabWidget>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTreeView>
#include <QtTest/QTest>
#include <QUrl>

#include <cstdio>

using namespace creel;

namespace {

QPalette darkPalette()
{
    QPalette palette;
    const QColor window(0x2b, 0x2d, 0x30), base(0x1f, 0x21, 0x24), text(0xe4, 0xe6, 0xe8), button(0x36, 0x39, 0x3d);
    palette.setColor(QPalette::Window, window);
    palette.setColor(QPalette::WindowText, text);
    palette.setColor(QPalette::Base, base);
    palette.setColor(QPalette::AlternateBase, QColor(0x25, 0x28, 0x2b));
    palette.setColor(QPalette::Text, text);
    palette.setColor(QPalette::PlaceholderText, QColor(0x9a, 0x9d, 0xa1));
    palette.setColor(QPalette::Button, button);
    palette.setColor(QPalette::ButtonText, text);
    palette.setColor(QPalette::BrightText, Qt::white);
    palette.setColor(QPalette::Highlight, QColor(0x2f, 0x6f, 0xb3));
    palette.setColor(QPalette::HighlightedText, Qt::white);
    palette.setColor(QPalette::ToolTipBase, button);
    palette.setColor(QPalette::ToolTipText, text);
    palette.setColor(QPalette::Link, QColor(0x8a, 0xb4, 0xf8));
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
        palette.setColor(QPalette::Disabled, role, QColor(0x7c, 0x80, 0x85));
    return palette;
}

class Photographer
{
public:
    Photographer(QString folder, QString mode, bool all)
        : m_folder(std::move(folder)), m_mode(std::move(mode)), m_all(all)
    {
    }

    bool shoot(const QString &urls)
    {
        QTemporaryDir home;
        QSettings settings(home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        MainWindow window(settings, home.path());
        window.resize(1280, 800);
        window.show();
        step(window, "empty");
        CrawlOptions limits;
        limits.delay = 25ms;
        limits.timeout = 4s;
        window.setUrls(urls);
        window.setLimits(limits);
        if (!QTest::qWaitFor(
                [&] { return action(window, "nextProblem") && editor(window)->toPlainText().size() > 100; }))
            return false;
        QTest::qWait(300);
        do
            action(window, "nextProblem")->trigger();
        while (editor(window)->judgement(editor(window)->textCursor().block())->state != RowState::Invalid);
        step(window, "pasted");
        action(window, "start")->trigger();
        const auto done = [&] {
            const Run *run = window.session().run();
            return run ? run->progress().counts.total() - run->progress().counts[RowState::Queued] : 0;
        };
        if (!QTest::qWaitFor([&] { return done() > 90; }, 20'000))
            return false;
        auto *table = window.findChild<RecordTable *>();
        table->selectRow(3);
        if (!QTest::qWaitFor([&] { return done() > 160; }, 20'000))
            return false;
        step(window, "running", true);
        if (!QTest::qWaitFor([&] { return window.session().state() == Run::State::Finished; }, 60'000))
            return false;
        step(window, "finished");
        if (m_all)
            lookAround(window, *table);
        return true;
    }

    /// From the first pages of the demo's hosts to all that they lead to, with the hosts below.
    bool shootCrawl(const QString &urls)
    {
        QTemporaryDir home;
        QSettings settings(home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        MainWindow window(settings, home.path());
        window.resize(1280, 800);
        window.show();
        CrawlOptions limits;
        limits.delay = 120ms;
        limits.follow.links = true;
        limits.follow.exclude = {QStringLiteral("glob:*/weeks/4?")};
        window.setUrls(firstPages(urls));
        window.setLimits(limits);
        window.findChild<QTabWidget *>(QStringLiteral("options"))->setCurrentIndex(1);
        QTest::qWait(300);
        action(window, "start")->trigger();
        action(window, "hosts")->trigger();
        if (!QTest::qWaitFor([&] { return window.session().progress().counts[RowState::Ok] > 60; }, 20'000))
            return false;
        window.findChild<RecordTable *>()->selectRow(7);
        auto *hosts = window.findChild<QTableView *>(QStringLiteral("hosts"));
        hosts->selectRow(1);
        action(window, "pauseHost")->trigger();
        if (!QTest::qWaitFor([&] { return window.session().progress().counts[RowState::Ok] > 110; }, 20'000))
            return false;
        step(window, "crawl", true);
        if (m_all) {
            window.findChild<QPlainTextEdit *>(QStringLiteral("crawlExclude"))->setPlainText(QStringLiteral("rivers"));
            QTest::qWait(500);
            step(window, "crawl-question");
            window.findChild<QPlainTextEdit *>(QStringLiteral("crawlExclude"))->setPlainText(QStringLiteral("(rivers"));
            QTest::qWait(500);
            step(window, "crawl-problem");
        }
        action(window, "stop")->trigger();
        return QTest::qWaitFor([&] { return window.session().state() == Run::State::Finished; }, 5'000);
    }

    /// A recipe for the demo's shop: its rules, what they find on one page and on a sample.
    bool shootRecipe(const QString &urls)
    {
        QTemporaryDir home;
        QSettings settings(home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat);
        MainWindow window(settings, home.path());
        window.resize(1280, 800);
        window.show();
        action(window, "recipe")->trigger();
        auto *editor = window.findChild<RecipeEditor *>();
        editor->resize(1280, 800);
        step(*editor, "recipe-empty");
        CrawlOptions limits;
        limits.delay = 5ms;
        limits.timeout = 4s;
        QStringList shop = urls.split(u'\n').filter(QStringLiteral("/tackle/"));
        window.setUrls(shop.join(u'\n') + u'\n' + firstPages(urls));
        window.setLimits(limits);
        QTest::qWait(300);
        action(window, "start")->trigger();
        if (!QTest::qWaitFor([&] { return window.session().state() == Run::State::Finished; }, 60'000))
            return false;
        editor->setRecipe(shopRecipe());
        editor->openRow(1);
        auto *rules = editor->findChild<QTableView *>(QStringLiteral("rules"));
        rules->selectRow(1);
        const auto covered = [rules] { return !rules->model()->index(0, 9).data().toString().isEmpty(); };
        if (!QTest::qWaitFor(covered, 20'000))
            return false;
        step(*editor, "recipe", true);
        if (m_all)
            lookAtRecipe(*editor, *rules);
        return true;
    }

private:
    static Recipe shopRecipe()
    {
        const auto field = [](const char *name, const char *expression, QList<Step> steps = {}) {
            Field made;
            made.name = QLatin1StringView(name);
            made.expression = QLatin1StringView(expression);
            made.steps = std::move(steps);
            return made;
        };
        Recipe recipe;
        recipe.name = QStringLiteral("Shop");
        recipe.fields = {field("name", "h1"), field("shelf", ".shelf"),
                         field("price", "[itemprop=price]", {Step{StepKind::Price}}),
                         field("stock", ".stock", {Step{StepKind::Number}}), field("next", "a[rel=next]")};
        recipe.fields[4].take = Take::AbsoluteUrl;
        return recipe;
    }

    void lookAtRecipe(RecipeEditor &editor, QTableView &rules)
    {
        auto *views = editor.findChild<QTabWidget *>(QStringLiteral("recipeViews"));
        auto *results = editor.findChild<QTabWidget *>(QStringLiteral("recipeResults"));
        views->setCurrentIndex(1);
        results->setCurrentIndex(1);
        auto *tree = editor.findChild<QTreeView *>(QStringLiteral("pageTree"));
        tree->expandAll();
        tree->setCurrentIndex(tree->indexBelow(tree->indexBelow(tree->indexBelow(tree->model()->index(0, 0)))));
        QTest::qWait(500);
        step(editor, "recipe-tree");
        views->setCurrentIndex(0);
        results->setCurrentIndex(0);
        rules.model()->setData(rules.model()->index(1, 2), QStringLiteral(".shelf["));
        QTest::qWait(500);
        step(editor, "recipe-problem");
        rules.edit(rules.model()->index(2, 1));
        step(editor, "recipe-choice");
        QTest::keyClick(&rules, Qt::Key_Escape);
        editor.openRow(1);
        QTest::qWait(700);
        action(editor, "detectRecords")->trigger();
        const QString before = rules.model()->index(0, 2).data().toString();
        if (!QTest::qWaitFor([&] { return rules.model()->index(0, 2).data().toString() != before; }, 10'000))
            std::printf("nothing was detected\n");
        step(editor, "recipe-detected");
    }

    /// The first page of each host in the demo's list.
    static QString firstPages(const QString &urls)
    {
        QStringList pages;
        for (const QString &line : urls.split(u'\n')) {
            const QUrl url(line);
            const QString page =
                url.adjusted(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString() + u'/';
            const bool fits =
                url.scheme() == QLatin1StringView("http") && url.userInfo().isEmpty() && url.port() > 1023;
            if (fits && !pages.contains(page))
                pages << page;
        }
        return pages.join(u'\n') + u'\n';
    }
    static QAction *action(const QMainWindow &window, const char *name)
    {
        return window.findChild<QAction *>(QLatin1StringView(name));
    }
    static UrlEditor *editor(const MainWindow &window) { return window.findChild<UrlEditor *>(); }

    void lookAround(MainWindow &window, RecordTable &table)
    {
        auto *tabs = window.findChild<QTabWidget *>(QStringLiteral("details"));
        for (int tab = 1; tab < tabs->count(); ++tab) {
            tabs->setCurrentIndex(tab);
            step(window, QStringLiteral("details-%1").arg(tab).toLatin1().constData());
        }
        tabs->setCurrentIndex(0);
        window.findChild<QComboBox *>(QStringLiteral("filterState"))->setCurrentIndex(2);
        QTest::qWait(300);
        table.selectRow(1);
        step(window, "filtered");
        window.findChild<QLineEdit *>(QStringLiteral("filterText"))->setText(QStringLiteral("nothing has this"));
        step(window, "filtered-away");
        for (const char *name : {"export", "settings"}) {
            action(window, name)->trigger();
            QTest::qWait(200);
            for (QDialog *dialog : window.findChildren<QDialog *>()) {
                save(*dialog, name);
                dialog->reject();
            }
            QTest::qWait(100);
        }
    }

    void step(QWidget &window, const char *state, bool always = false)
    {
        QTest::qWait(350);
        if (m_all || always)
            save(window, m_all ? state : qstrcmp(state, "running") == 0 ? "window" : state);
    }

    void save(QWidget &widget, const char *name)
    {
        const QString path = QStringLiteral("%1/%2-%3.png").arg(m_folder, QLatin1StringView(name), m_mode);
        const bool saved = widget.grab().save(path);
        std::printf("%s %s\n", qPrintable(path), saved ? "written" : "FAILED");
    }

    QString m_folder;
    QString m_mode;
    bool m_all;
};

} // namespace

int main(int argc, char **argv)
{
    QApplication application(argc, argv);
    QApplication::setStyle(QStringLiteral("Fusion"));
    QFont font(QStringLiteral("DejaVu Sans"));
    font.setPointSizeF(9.5);
    QApplication::setFont(font);
    const QString folder = application.arguments().value(1, QStringLiteral("."));
    const bool all = application.arguments().contains(QStringLiteral("--all"));
    const bool onlyRecipe = application.arguments().contains(QStringLiteral("--recipe"));
    const bool onlyCrawl = application.arguments().contains(QStringLiteral("--crawl"));
    QDir().mkpath(folder);
    const DemoThread site;
    if (!site.listens())
        return 3;
    const QPalette light = QApplication::palette();
    bool good = true;
    for (const bool dark : {false, true}) {
        QApplication::setPalette(dark ? darkPalette() : light);
        Photographer photographer(folder, dark ? QStringLiteral("dark") : QStringLiteral("light"), all);
        if (!onlyCrawl && !onlyRecipe)
            good &= photographer.shoot(site.urls());
        if (!onlyRecipe)
            good &= photographer.shootCrawl(site.urls());
        if (!onlyCrawl)
            good &= photographer.shootRecipe(site.urls());
    }
    return good ? 0 : 1;
}
