#include "filterbar.h"
#include "messagebar.h"
#include "optionspanel.h"
#include "preferences.h"
#include "recipeeditor.h"
#include "settingsdialog.h"
#include "statelook.h"
#include "support/windowharness.h"

#include <QAccessible>
#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>

#include <cmath>

using namespace creel;
using namespace creel::test;

/// The window for people who don't use a mouse, or don't see what is on the screen, or see it in the dark.
class TestWindowAccess : public QObject
{
    Q_OBJECT

    static QPalette dark()
    {
        QPalette palette(QColor(0x36, 0x39, 0x3d), QColor(0x2b, 0x2d, 0x30)); // the rest is derived
        palette.setColor(QPalette::Base, QColor(0x1f, 0x21, 0x24));
        palette.setColor(QPalette::Text, QColor(0xe4, 0xe6, 0xe8));
        return palette;
    }

    static double luminance(const QColor &color) // WCAG 2.1, relative luminance
    {
        const auto linear = [](double c) { return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4); };
        return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
    }
    static double contrast(const QColor &a, const QColor &b)
    {
        const double la = luminance(a), lb = luminance(b);
        return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
    }

    /// Controls that take the focus and have no name.
    static QStringList nameless(const QWidget &window)
    {
        QStringList found;
        for (QWidget *widget : window.findChildren<QWidget *>()) {
            const bool ofQt = widget->objectName().startsWith(QLatin1String("qt_"));
            if (ofQt || widget->focusPolicy() == Qt::NoFocus || widget->focusProxy() || !widget->isVisibleTo(&window))
                continue;
            QAccessibleInterface *interface = QAccessible::queryAccessibleInterface(widget);
            if (!interface || interface->text(QAccessible::Name).isEmpty())
                found << QLatin1String(widget->metaObject()->className()) + u' ' + widget->objectName();
        }
        return found;
    }

private Q_SLOTS:
    void everyControlHasAName()
    {
        WindowHarness it;
        QCOMPARE(nameless(*it.window).join(u'\n'), QString());
        it.paste(it.urls("page", 3) + QStringLiteral("ftp://example.com/"));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(nameless(*it.window).join(u'\n'), QString());
        it.press(Qt::Key_F7); // the hosts, too
        it.action("recipe").trigger();
        const auto *editor = it.find<RecipeEditor>();
        QTRY_VERIFY(!editor->findChild<QLineEdit *>(QStringLiteral("pageSearch"))->text().isEmpty());
        QCOMPARE(nameless(*editor).join(u'\n'), QString());
        for (QTabWidget *tabs : it.window->findChildren<QTabWidget *>()) {
            for (int tab = 0; tab < tabs->count(); ++tab) {
                tabs->setCurrentIndex(tab);
                QCOMPARE(nameless(*it.window).join(u'\n'), QString());
            }
        }
        for (const char *opener : {"export", "settings"}) {
            it.action(opener).trigger();
            for (QDialog *dialog : it.window->findChildren<QDialog *>()) {
                for (QTabWidget *tabs : dialog->findChildren<QTabWidget *>()) {
                    for (int tab = 0; tab < tabs->count(); ++tab) {
                        tabs->setCurrentIndex(tab);
                        QCOMPARE(nameless(*dialog).join(u'\n'), QString());
                    }
                }
                QCOMPARE(nameless(*dialog).join(u'\n'), QString());
                dialog->reject();
            }
            QTRY_VERIFY(it.window->findChildren<QDialog *>().isEmpty());
        }
    }

    void keyboardAloneGoesFromPasteToCsv()
    {
        WindowHarness it;
        QVERIFY(it.editor().hasFocus()); // ready for the paste
        QGuiApplication::clipboard()->setText(it.urls("page", 40));
        it.press(Qt::Key_V, Qt::ControlModifier);
        for (int i = 0; i < 20 && QApplication::focusWidget() != it.find<QSpinBox>("concurrency"); ++i)
            it.press(Qt::Key_Tab);
        QVERIFY(it.find<QSpinBox>("concurrency")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), QStringLiteral("7"));
        it.press(Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QCOMPARE(it.run()->options().concurrency, 7);
        QVERIFY(it.server.mostRequestsInFlight() <= 7);

        it.press(Qt::Key_F6);
        for (int i = 0; i < 3 && !it.table().hasFocus(); ++i)
            it.press(Qt::Key_F6);
        QVERIFY(it.table().hasFocus());
        it.press(Qt::Key_Down);
        it.press(Qt::Key_Down);
        QTRY_VERIFY(it.find<QTextEdit>("summary")->toPlainText().contains(QLatin1String("/page/")));
        it.press(Qt::Key_F6);
        QVERIFY(it.find<QTabWidget>("details")->isAncestorOf(QApplication::focusWidget()));

        it.press(Qt::Key_E, Qt::ControlModifier);
        QTRY_COMPARE(QApplication::focusWidget(), it.find<QLineEdit>("exportPath"));
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_A, Qt::ControlModifier);
        QTest::keyClicks(QApplication::focusWidget(), it.home.filePath(QStringLiteral("keys.csv")));
        it.press(Qt::Key_Return);
        QTRY_VERIFY(QFile::exists(it.home.filePath(QStringLiteral("keys.csv"))));
    }

    void statesAreLegibleOnBothPalettesAndMoreThanAColour()
    {
        const QPalette light(QColor(0xef, 0xef, 0xef));
        for (const QPalette &palette : {light, dark()}) {
            QSet<int> glyphs;
            for (int i = 0; i < rowStateCount; ++i) {
                const auto state = RowState(i);
                for (const QPalette::ColorRole role : {QPalette::Base, QPalette::AlternateBase}) {
                    const double found = contrast(toneColor(stateTone(state), palette), palette.color(role));
                    QVERIFY2(found >= 4.5 || role == QPalette::AlternateBase, qPrintable(stateTitle(state)));
                    QVERIFY2(found >= 3.0, qPrintable(stateTitle(state)));
                }
                glyphs.insert(int(stateGlyph(state)));
                QVERIFY(!stateTitle(state).isEmpty());
            }
            QCOMPARE(glyphs.size(), rowStateCount);
        }
        QVERIFY(isDark(dark()));
        QVERIFY(!isDark(light));
    }

    void aDarkPaletteIsFollowedAtOnce()
    {
        const QPalette before = QApplication::palette();
        WindowHarness it;
        it.paste(it.urls("page", 1));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QTRY_COMPARE(it.cell(0, Column::State), QStringLiteral("ok"));
        const auto color = [&] {
            return it.rows().index(0, int(Column::State)).data(Qt::ForegroundRole).value<QColor>();
        };
        const QColor onLight = color();
        QApplication::setPalette(dark());
        QVERIFY(contrast(color(), dark().color(QPalette::Base)) >= 4.5);
        QVERIFY(color() != onLight);
        const QImage icon = it.action("new").icon().pixmap(32).toImage();
        int brightest = 0;
        for (int y = 0; y < icon.height(); ++y) {
            for (int x = 0; x < icon.width(); ++x) {
                if (icon.pixelColor(x, y).alpha() > 200)
                    brightest = std::max(brightest, icon.pixelColor(x, y).lightness());
            }
        }
        QVERIFY(brightest > 150); // light lines on the dark toolbar
        QApplication::setPalette(before);
    }

    void everythingFitsInto1280By800()
    {
        WindowHarness it;
        it.press(Qt::Key_F7); // the hosts, too
        QVERIFY2(it.window->minimumSizeHint().width() <= 1280,
                 qPrintable(QString::number(it.window->minimumSizeHint().width())));
        QVERIFY2(it.window->minimumSizeHint().height() <= 700, // as it opens at first
                 qPrintable(QString::number(it.window->minimumSizeHint().height())));
        QCOMPARE(it.window->size(), QSize(1280, 800));
    }

    void theParserOfRunsToComeIsASetting_data()
    {
        QTest::addColumn<HtmlParser>("parser");
        QTest::addColumn<QString>("heading");
        QTest::newRow("creel") << HtmlParser::Creel << QStringLiteral("Pike");
        QTest::newRow("gumbo") << HtmlParser::Gumbo << QString();
    }
    void theParserOfRunsToComeIsASetting()
    {
        QFETCH(HtmlParser, parser);
        QFETCH(QString, heading);
        const HtmlParser other = parser == HtmlParser::Creel ? HtmlParser::Gumbo : HtmlParser::Creel;
        WindowHarness it; // of the heading in a <select> gumbo drops the tags
        it.server.onAny([](const Request &) { return Script::html("<select><h1>Pike</h1></select>"); });
        const auto choose = [&it](HtmlParser chosen) {
            it.action("settings").trigger();
            auto *dialog = it.find<SettingsDialog>();
            QTRY_VERIFY(dialog->isAncestorOf(QApplication::focusWidget()));
            it.press(Qt::Key_P, Qt::AltModifier); // the tab, and on it the field
            it.press(Qt::Key_H, Qt::AltModifier);
            auto *field = it.find<QComboBox>("htmlParser");
            QCOMPARE(QApplication::focusWidget(), field);
            QCOMPARE(HtmlParser(field->currentData().toInt()), Preferences::load(it.settings).crawl.htmlParser);
            it.press(chosen == HtmlParser::Creel ? Qt::Key_Home : Qt::Key_End);
            it.press(Qt::Key_Return);
            QTRY_VERIFY(!it.window->findChild<SettingsDialog *>());
            it.window->activateWindow(); // a window system does it by itself
            QVERIFY(QTest::qWaitForWindowActive(it.window.get()));
            QCOMPARE(Preferences::load(it.settings).crawl.htmlParser, chosen);
        };
        choose(other);
        choose(parser);
        it.paste(it.urls("page", 1));
        it.press(Qt::Key_F5);
        QTRY_COMPARE_WITH_TIMEOUT(it.state(), Run::State::Finished, 10'000);
        QTRY_COMPARE(it.cell(0, Column::State), QStringLiteral("ok"));
        QCOMPARE(it.cell(0, Column::H1), heading);

        const QString fetchedAt = it.cell(0, Column::FetchedAt);
        choose(other); // which the run that is there doesn't hear of
        it.table().selectRow(0);
        it.action("retryRows").trigger();
        QTRY_VERIFY_WITH_TIMEOUT(it.cell(0, Column::FetchedAt) > fetchedAt, 10'000);
        QCOMPARE(it.run()->options().htmlParser, parser);
        QCOMPARE(it.cell(0, Column::H1), heading);

        MainWindow next(it.settings, it.home.path());
        QCOMPARE(next.findChild<OptionsPanel *>()->options().htmlParser, other);
    }

    void settingsAreKept()
    {
        QTemporaryDir home;
        QSettings settings(home.filePath(QStringLiteral("s.ini")), QSettings::IniFormat);
        Preferences preferences = Preferences::load(settings);
        QVERIFY(preferences.crawl == CrawlOptions());
        preferences.crawl.delay = 1s;
        preferences.crawl.userAgent = "Tester/2";
        preferences.crawl.headers = {{"Accept-Language", "de"}, {"X-A", "b: c"}};
        preferences.crawl.guardNetwork = false;
        preferences.crawl.follow.links = true;
        preferences.crawl.follow.scope = Scope::Prefix;
        preferences.crawl.follow.maxPages = 5'000'000'000;
        preferences.crawl.follow.include = {QStringLiteral("a, b"), QStringLiteral("glob:*c*")};
        preferences.exporting.utf8Bom = true;
        preferences.save(settings);
        const Preferences again = Preferences::load(settings);
        QVERIFY(again.crawl == preferences.crawl);
        QVERIFY(again.exporting.utf8Bom && again.exporting.formulaGuard);
        for (const HtmlParser parser : {HtmlParser::Gumbo, HtmlParser::Creel}) {
            preferences.crawl.htmlParser = parser;
            preferences.save(settings);
            QCOMPARE(Preferences::load(settings).crawl.htmlParser, parser);
        }
    }
};

QTEST_MAIN(TestWindowAccess)
#include "tst_window_access.moc"
