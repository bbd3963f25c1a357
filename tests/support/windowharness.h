#pragma once

#include "mainwindow.h"
#include "messagebar.h"
#include "recordtable.h"
#include "run/run.h"
#include "support/runharness.h"
#include "support/testserver.h"
#include "urleditor.h"

#include <QAction>
#include <QClipboard>
#include <QDir>
#include <QGuiApplication>
#include <QHeaderView>
#include <QSettings>
#include <QTemporaryDir>
#include <QTest>

#include <memory>

namespace creel::test {

/// A window as a person has it before them, with a home of its own and a server on the next desk.
/// /page/N is a page at once, /slow/N one after 40 ms, /hang/N never comes, anything else is a 404.
class WindowHarness
{
public:
    WindowHarness()
    {
        server.onAny([](const Request &request) {
            const QByteArray path = request.target;
            const QByteArray page =
                "<html lang=en><title>Page " + path.mid(path.lastIndexOf('/') + 1) + "</title><h1>One</h1>";
            if (path.startsWith("/hang/"))
                return Script().hang();
            if (path.startsWith("/slow/"))
                return Script().pause(milliseconds(40)).send(Script::html(page).steps().first().bytes);
            return path.startsWith("/page/") ? Script::html(page) : Script::status(404, {}, page);
        });
        openWindow();
    }

    void openWindow()
    {
        window = std::make_unique<MainWindow>(settings, home.path());
        window->resize(1280, 800);
        window->show();
        window->setLimits(hastyOptions());
        QVERIFY(QTest::qWaitForWindowActive(window.get()));
    }

    template <class T>
    T *find(const char *name = nullptr) const
    {
        auto *child = window->findChild<T *>(QLatin1StringView(name));
        if (!child)
            qFatal("the window has no %s", name);
        return child;
    }
    UrlEditor &editor() const { return *find<UrlEditor>("urls"); }
    RecordTable &table() const { return *window->findChild<RecordTable *>(); }
    QAbstractItemModel &rows() const { return *table().model(); }
    QAction &action(const char *name) const { return *find<QAction>(name); }
    const Run *run() const { return window->session().run(); }
    Run::State state() const { return window->session().state(); }
    StateCounts counts() const { return window->session().progress().counts; }
    QString cell(int row, Column column) const { return rows().index(row, int(column)).data().toString(); }
    QString message() const { return window->findChild<MessageBar *>()->text(); }

    /// "http://127.0.0.1:1/page/1" and so on, one a line.
    QString urls(const char *kind, int count) const
    {
        QString text;
        for (int i = 1; i <= count; ++i)
            text += QString::fromLatin1(server.url("/" + QByteArray(kind) + "/" + QByteArray::number(i))) + u'\n';
        return text;
    }

    /// As a person does it: Ctrl+V in the editor.
    void paste(const QString &text)
    {
        QGuiApplication::clipboard()->setText(text);
        editor().setFocus();
        QTest::keyClick(&editor(), Qt::Key_V, Qt::ControlModifier);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QWidget *focus = QApplication::focusWidget();
        QTest::keyClick(focus ? focus : window.get(), key, modifiers);
    }

    TestServer server;
    QTemporaryDir home;
    QSettings settings{home.filePath(QStringLiteral("settings.ini")), QSettings::IniFormat};
    std::unique_ptr<MainWindow> window;
};

} // namespace creel::test
