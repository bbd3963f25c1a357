// The house plan as a table and a grep: who may include whom, and who may link what.

#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QMap>
#include <QProcess>
#include <QRegularExpression>
#include <QSet>
#include <QTest>

using namespace Qt::StringLiterals;

namespace {

struct Room {
    const char *folder;
    const char *mayInclude; ///< other rooms
    const char *mayLink;    ///< libraries that are not ours
};

// clang-format off
const QMap<QString, Room> &rooms()
{
    static const QMap<QString, Room> table{
        {u"base"_s,    {"core/base",   "",                                         "Qt6::Core"}},
        {u"async"_s,   {"core/async",  "base",                                     "QCoro6::Core Qt6::Concurrent"}},
        {u"parse"_s,   {"core/parse",  "base",                                     "PkgConfig::GUMBO PkgConfig::PUGIXML PkgConfig::RE2"}},
        {u"net"_s,     {"core/net",    "base async",                               "Qt6::Network PkgConfig::ZLIB PkgConfig::BROTLI PkgConfig::ZSTD"}},
        {u"crawl"_s,   {"core/crawl",  "base async parse net",                     "PkgConfig::ZSTD PkgConfig::PSL"}},
        {u"store"_s,   {"core/store",  "base",                                     "Qt6::Sql PkgConfig::ZSTD"}},
        {u"export"_s,  {"core/export", "base",                                     ""}},
        {u"run"_s,     {"core/run",    "base async parse net crawl store export",  "Qt6::Concurrent"}},
        {u"ui"_s,      {"ui",          "run base",                                 "Qt6::Widgets"}},
        {u"demo"_s,    {"app/demo",    "",                                         "Qt6::Network"}},
        {u"cli"_s,     {"app/cli",     "run base async demo",                      "QCoro6::Core"}},
        {u"desktop"_s, {"app/desktop", "run base ui demo",                         ""}},
    };
    return table;
}
// clang-format on

QSet<QString> words(const char *text)
{
    const QStringList list = QString::fromLatin1(text).split(u' ', Qt::SkipEmptyParts);
    return {list.begin(), list.end()};
}

/// Files above 400 lines, and why they may be.
const QMap<QString, QString> &longFiles()
{
    static const QMap<QString, QString> table;
    return table;
}

QString sourcePath(const QString &relative) { return QStringLiteral(CREEL_SOURCE_DIR "/") + relative; }

QString contents(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QStringList sourcesUnder(const QString &folder)
{
    QStringList found;
    QDirIterator files(sourcePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files, QDirIterator::Subdirectories);
    while (files.hasNext())
        found << files.next();
    return found;
}

QStringList captures(const QString &text, const char *pattern)
{
    static const auto options = QRegularExpression::MultilineOption;
    const QRegularExpression expression(QLatin1String(pattern), options);
    QStringList found;
    for (auto matches = expression.globalMatch(text); matches.hasNext();)
        found << matches.next().captured(1);
    return found;
}

QStringList quotedIncludes(const QString &path) { return captures(contents(path), "^\\s*#\\s*include\\s*\"([^\"]+)"); }
QStringList angleIncludes(const QString &path) { return captures(contents(path), "^\\s*#\\s*include\\s*<([^>]+)"); }

/// The room that an include like "net/http.h" reaches into; empty for a neighbour in the same folder.
QString roomOfInclude(const QString &include)
{
    const QString folder = include.section(u'/', 0, 0);
    return include.contains(u'/') && rooms().contains(folder) ? folder : QString();
}

void addRows(const char *group)
{
    QTest::addColumn<QString>("room");
    for (auto room = rooms().begin(); room != rooms().end(); ++room)
        QTest::addRow("%s %s", group, qPrintable(room.key())) << room.key();
}

/// Headers of a Qt module as Debian installs them, so that QtGui is known by its files and not by a list of ours.
QSet<QString> headersOfModule(const QString &module)
{
    const QDir folder(QLibraryInfo::path(QLibraryInfo::HeadersPath) + u'/' + module);
    const QStringList names = folder.entryList(QDir::Files);
    return {names.begin(), names.end()};
}

QStringList includesOfModules(const QString &folder, const QStringList &modules)
{
    QStringList found;
    for (const QString &module : modules) {
        const QSet<QString> headers = headersOfModule(module);
        for (const QString &path : sourcesUnder(folder)) {
            for (const QString &include : angleIncludes(path)) {
                if (include.startsWith(module + u'/') || headers.contains(include))
                    found << path + u" includes "_s + include;
            }
        }
    }
    return found;
}

} // namespace

class TestLayering : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theTableCoversEveryFolder();
    void aRoomIncludesOnlyWhomItMay_data() { addRows("includes of"); }
    void aRoomIncludesOnlyWhomItMay();
    void aRoomLinksOnlyWhatItMay_data() { addRows("links of"); }
    void aRoomLinksOnlyWhatItMay();
    void coreKnowsNoGui();
    void parsersKnowNoNetworkNoSqlAndNoCoroutines();
    void onlyTheStoreKnowsSql();
    void theCommandLineProgramLinksNoGui();
    void noFileIsTooLong();
};

void TestLayering::theTableCoversEveryFolder()
{
    QSet<QString> known;
    for (const Room &room : rooms())
        known.insert(QLatin1String(room.folder));
    for (const QString &parent : {u"core"_s, u"app"_s}) {
        const QStringList folders = QDir(sourcePath(parent)).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
        QVERIFY(!folders.isEmpty());
        for (const QString &folder : folders)
            QVERIFY2(known.contains(parent + u'/' + folder), qPrintable(folder + u" is new"_s));
    }
}

void TestLayering::aRoomIncludesOnlyWhomItMay()
{
    QFETCH(QString, room);
    const Room rules = rooms().value(room);
    const QSet<QString> mayInclude = words(rules.mayInclude);
    const QStringList sources = sourcesUnder(QLatin1String(rules.folder));
    QVERIFY2(!sources.isEmpty(), "a room without sources checks nothing");
    for (const QString &path : sources) {
        for (const QString &include : quotedIncludes(path)) {
            const QString other = roomOfInclude(include);
            const bool allowed = other.isEmpty() || other == room || mayInclude.contains(other);
            QVERIFY2(allowed, qPrintable(u"%1 includes \"%2\""_s.arg(path, include)));
        }
    }
}

void TestLayering::aRoomLinksOnlyWhatItMay()
{
    QFETCH(QString, room);
    const Room rules = rooms().value(room);
    const QSet<QString> mayInclude = words(rules.mayInclude), mayLink = words(rules.mayLink);
    const QString lists = contents(sourcePath(QLatin1String(rules.folder) + u"/CMakeLists.txt"_s));
    QVERIFY(!lists.isEmpty());
    const QStringList others = captures(lists, R"(\bcreel_([a-z]+)\b)");
    for (const QString &other : others) {
        const bool isRoom = rooms().contains(other) && other != room;
        QVERIFY2(!isRoom || mayInclude.contains(other), qPrintable(room + u" links "_s + other));
    }
    const QStringList libraries = captures(lists, R"(\b((?:Qt6|QCoro6|PkgConfig)::\w+))");
    for (const QString &library : libraries)
        QVERIFY2(mayLink.contains(library), qPrintable(room + u" links "_s + library));
}

void TestLayering::coreKnowsNoGui()
{
    QVERIFY(headersOfModule(u"QtGui"_s).contains(u"QImage"_s));
    const QStringList gui{u"QtGui"_s, u"QtWidgets"_s};
    const QStringList found = includesOfModules(u"core"_s, gui);
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
}

void TestLayering::parsersKnowNoNetworkNoSqlAndNoCoroutines()
{
    const QString folder = u"core/parse"_s;
    const QStringList found = includesOfModules(folder, {u"QtNetwork"_s, u"QtSql"_s});
    QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    for (const QString &path : sourcesUnder(folder))
        QVERIFY2(angleIncludes(path).filter(u"QCoro"_s).isEmpty(), qPrintable(path));
}

void TestLayering::onlyTheStoreKnowsSql()
{
    for (const Room &room : rooms()) {
        if (QLatin1String(room.folder) == "core/store"_L1)
            continue;
        const QStringList found = includesOfModules(QLatin1String(room.folder), {u"QtSql"_s});
        QVERIFY2(found.isEmpty(), qPrintable(found.join(u'\n')));
    }
}

void TestLayering::theCommandLineProgramLinksNoGui()
{
    QProcess readelf;
    readelf.start(u"readelf"_s, {u"-d"_s, QStringLiteral(CREEL_CLI)});
    QVERIFY(readelf.waitForFinished());
    const QString needed = QString::fromLocal8Bit(readelf.readAllStandardOutput());
    QVERIFY2(needed.contains(u"libQt6Core"_s), "readelf is to list what creel-cli needs");
    QVERIFY2(!needed.contains(u"libQt6Gui"_s), qPrintable(needed));
    QVERIFY2(!needed.contains(u"libQt6Widgets"_s), qPrintable(needed));
}

void TestLayering::noFileIsTooLong()
{
    for (const QString &folder : {u"app"_s, u"core"_s, u"ui"_s, u"tests/support"_s}) {
        for (const QString &path : sourcesUnder(folder)) {
            const auto lines = contents(path).count(u'\n');
            const QString name = QDir(sourcePath(QString())).relativeFilePath(path);
            QVERIFY2(lines <= 400 || longFiles().contains(name),
                     qPrintable(u"%1 has %2 lines: is it one job?"_s.arg(name).arg(lines)));
        }
    }
}

QTEST_GUILESS_MAIN(TestLayering)
#include "tst_layering.moc"
