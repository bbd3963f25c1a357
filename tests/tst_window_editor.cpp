#include "messagebar.h"
#include "support/windowharness.h"
#include "urlfile.h"
#include "urlpanel.h"

#include <QElapsedTimer>
#include <QHelpEvent>
#include <QImage>
#include <QLabel>
#include <QMimeData>
#include <QTextBlock>
#include <QToolTip>

using namespace creel;
using namespace creel::test;

/// The list on the left: taking it in, judging it, showing what is wrong with it.
class TestWindowEditor : public QObject
{
    Q_OBJECT

    static QString fixture(const char *name)
    {
        return QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/window/") + QLatin1String(name);
    }
    static QString counts(const WindowHarness &it) { return it.find<QLabel>("urlCounts")->text(); }

    /// Pixels of a line: the place of its mark beside the number, and its text.
    struct LineImage {
        QImage mark, text;
    };
    static LineImage lineImage(const WindowHarness &it, int line)
    {
        UrlEditor &editor = it.editor();
        const int height = editor.fontMetrics().height();
        const int y = editor.cursorRect(QTextCursor(editor.document()->findBlockByNumber(line))).top();
        QWidget &text = *editor.viewport();
        return {editor.grab(QRect(2, y + text.y(), height, height)).toImage(),
                text.grab(QRect(0, y, text.width(), height)).toImage()};
    }

private Q_SLOTS:
    void countsFollowThePaste()
    {
        WindowHarness it;
        QCOMPARE(counts(it), QStringLiteral("0 valid"));
        it.paste(QStringLiteral("example.com\nhttps://example.com/\nftp://example.com/\n\n# note\nexample.org\n"));
        QTRY_COMPARE(counts(it), QStringLiteral("2 valid · 1 duplicate · 1 invalid"));
        QTest::keyClicks(&it.editor(), QStringLiteral("example.net"));
        QTRY_COMPARE(counts(it), QStringLiteral("3 valid · 1 duplicate · 1 invalid"));
    }

    void invalidLinesAreMarkedAndSayWhy()
    {
        WindowHarness it;
        it.paste(QStringLiteral("xample.com\nftp://example.com/\nxample.com\nexample.org\n"));
        const LineImage valid = lineImage(it, 0), invalid = lineImage(it, 1), twin = lineImage(it, 2);
        QTRY_VERIFY(counts(it).contains(QLatin1String("invalid")));
        QVERIFY(lineImage(it, 0).text == valid.text && lineImage(it, 0).mark == valid.mark);
        QVERIFY(lineImage(it, 1).text != invalid.text);
        QVERIFY(lineImage(it, 1).mark != invalid.mark);
        QVERIFY(lineImage(it, 2).text != twin.text); // more gently, but marked
        QVERIFY(lineImage(it, 2).mark != twin.mark);
        it.press(Qt::Key_Home, Qt::ControlModifier);
        it.press(Qt::Key_F8);
        QCOMPARE(it.editor().textCursor().blockNumber(), 1);
        auto *reason = it.find<QLabel>("lineReason");
        QVERIFY(reason->isVisible());
        QVERIFY2(reason->text().startsWith(QLatin1String("Line 2: ")), qPrintable(reason->text()));
        it.press(Qt::Key_F8);
        QCOMPARE(it.editor().textCursor().blockNumber(), 2);
        it.press(Qt::Key_F8, Qt::ShiftModifier);
        QCOMPARE(it.editor().textCursor().blockNumber(), 1);

        const QPoint at = it.editor().cursorRect().center();
        QHelpEvent help(QEvent::ToolTip, at, it.editor().viewport()->mapToGlobal(at));
        QApplication::sendEvent(it.editor().viewport(), &help);
        QVERIFY(reason->text().endsWith(QToolTip::text()));
        QVERIFY(!QToolTip::text().isEmpty());
    }

    void aMarkGoesWithTheEditThatMendsTheLine()
    {
        WindowHarness it;
        it.paste(QStringLiteral("ftp://example.com/"));
        QTRY_COMPARE(counts(it), QStringLiteral("0 valid · 1 invalid"));
        it.press(Qt::Key_Home);
        it.press(Qt::Key_Delete);
        QVERIFY(!it.editor().judgement(it.editor().document()->firstBlock())); // not judged yet, so not accused
        for (int i = 0; i < 5; ++i)
            it.press(Qt::Key_Delete);
        QTRY_COMPARE(counts(it), QStringLiteral("1 valid"));
    }

    void aHundredThousandLinesGoInWithoutAStall()
    {
        WindowHarness it;
        QString text;
        for (int i = 0; i < 100'000; ++i)
            text += QStringLiteral("https://example.com/shop/item-%1.html\n").arg(i);
        QGuiApplication::clipboard()->setText(text);
        QElapsedTimer clock;
        qint64 longest = 0;
        QTimer beat;
        connect(&beat, &QTimer::timeout, this, [&] { longest = std::max(longest, clock.restart()); });
        beat.start(1);
        clock.start();
        it.paste(text);
        QTRY_COMPARE_WITH_TIMEOUT(counts(it), QStringLiteral("100,000 valid"), 60'000);
        QCOMPARE(it.editor().blockCount(), 100'001);
        QVERIFY(!it.editor().isReadOnly());
        // Generous, for a sanitizer's sake: the figure proper is that of tests/acceptance. In one go it would be seconds here.
        QVERIFY2(longest < 1'000, qPrintable(QString::number(longest)));
        it.press(Qt::Key_Z, Qt::ControlModifier); // one step
        QCOMPARE(it.editor().blockCount(), 1);
    }

    void lineEndsOfAllKindsAndSeparatorsAreLines()
    {
        WindowHarness it;
        it.paste(QStringLiteral("a.example\r\nb.example\rc.example") + QChar(QChar::LineSeparator)
                 + QStringLiteral("d.example"));
        QTRY_COMPARE(counts(it), QStringLiteral("4 valid"));
        QCOMPARE(it.editor().blockCount(), 4);
        QTest::keyClick(&it.editor(), Qt::Key_Return, Qt::ShiftModifier);
        QCOMPARE(it.editor().blockCount(), 5);
    }

    void theUrlColumnOfACsvIsFound()
    {
        const auto list = readUrlFile(fixture("semicolon.csv"));
        QVERIFY(list.hasValue());
        QCOMPARE(list->text,
                 QStringLiteral("https://example.com/rod\nhttps://example.com/hi\n\n")); // one line a record
        QVERIFY2(list->note.contains(QStringLiteral("Column 2 (“url”) of 3")), qPrintable(list->note));
        const auto bare = readUrlFile(fixture("noheader.tsv"));
        QVERIFY(bare.hasValue());
        QCOMPARE(bare->text, QStringLiteral("https://example.com/a\nhttps://example.com/b\n"));
    }

    void aFileThatGivesNoListSaysWhy()
    {
        const auto none = readUrlFile(fixture("nourl.csv"));
        QVERIFY(!none.hasValue());
        QVERIFY(none.error().message.contains(fixture("nourl.csv")));
        const auto missing = readUrlFile(fixture("missing.txt"));
        QVERIFY(!missing.hasValue());
        QVERIFY(missing.error().message.contains(QLatin1String("missing.txt")));

        WindowHarness it;
        it.paste(QStringLiteral("example.com"));
        it.window->openPath(fixture("nourl.csv"));
        QTRY_VERIFY(it.message().contains(QLatin1String("nourl.csv")));
        QCOMPARE(it.editor().toPlainText(), QStringLiteral("example.com"));
    }

    void aDroppedFileIsOpened()
    {
        WindowHarness it;
        QMimeData mime;
        mime.setUrls({QUrl::fromLocalFile(fixture("semicolon.csv"))});
        const QPointF at = it.editor().viewport()->rect().center();
        QDragEnterEvent enter(at.toPoint(), Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(it.editor().viewport(), &enter);
        QVERIFY(enter.isAccepted());
        QDropEvent drop(at, Qt::CopyAction, &mime, Qt::LeftButton, {});
        QApplication::sendEvent(it.editor().viewport(), &drop);
        QTRY_VERIFY(it.editor().toPlainText().startsWith(QLatin1String("https://example.com/rod")));
    }

    void startingWithoutUrlsSaysWhatToDo()
    {
        WindowHarness it;
        it.press(Qt::Key_F5);
        QVERIFY(it.message().contains(QLatin1String("There are no URLs yet")));
        QVERIFY(!it.run());
        it.paste(QStringLiteral("ftp://example.com/\nmailto:a@example.com\n"));
        it.press(Qt::Key_F5);
        QTRY_VERIFY2(it.message().contains(QLatin1String("Line 1")), qPrintable(it.message()));
        QVERIFY(!it.run());
    }
};

QTEST_MAIN(TestWindowEditor)
#include "tst_window_editor.moc"
