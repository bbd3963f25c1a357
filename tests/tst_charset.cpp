#include "parse/charset.h"
#include "parse/utf8.h"

#include <QCryptographicHash>
#include <QDir>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/charset/");

QJsonArray encodings() { return QJsonDocument::fromJson(readFile(fixtures + "encodings.json"_L1)).array(); }

/// All that the encoding can say in two bytes, right or wrong, each closed by a line end; and its longer sequences.
QByteArray everySequence(const QString &encoding)
{
    QByteArray bytes;
    if (encoding == "ISO-2022-JP"_L1) {
        bytes = "\x1b$B";
        for (int lead = 0x21; lead <= 0x7E; ++lead)
            for (int trail = 0x21; trail <= 0x7E; ++trail)
                bytes.append(char(lead)).append(char(trail));
        return bytes;
    }
    const auto appendPairs = [&bytes](const QByteArray &prefix) {
        for (int lead = 0x80; lead <= 0xFF; ++lead)
            for (int trail = 0; trail <= 0xFF; ++trail)
                bytes.append(prefix).append(char(lead)).append(char(trail)).append('\n');
    };
    const auto appendFourBytes = [&bytes](int from, int to) {
        for (int p = from; p < to; ++p) {
            const int digits[] = {0x81 + p / 12600, 0x30 + p / 1260 % 10, 0x81 + p / 10 % 126, 0x30 + p % 10};
            for (const int digit : digits)
                bytes.append(char(digit));
        }
    };
    appendPairs({});
    if (encoding == "EUC-JP"_L1)
        appendPairs("\x8F");
    if (encoding == "GBK"_L1 || encoding == "gb18030"_L1) {
        appendFourBytes(0, 39420);
        appendFourBytes(180000, 190000);
        appendFourBytes(1237000, 1238000);
    }
    return bytes;
}

QByteArray noise(const QString &encoding)
{
    // ISO-2022-JP is all about escape sequences; other bytes would leave its states unvisited.
    const QByteArray alphabet("\x1b($BJI@A!~\\\x0e\xff\x30");
    QByteArray bytes;
    quint32 state = 1;
    for (int i = 0; i < 60000; ++i) {
        state = (state * 1103515245u + 12345u) & 0x7FFFFFFFu;
        const int byte = state >> 16 & 0xFF;
        bytes.append(encoding == "ISO-2022-JP"_L1 ? alphabet[byte % alphabet.size()] : char(byte));
    }
    return bytes;
}

/// A page of sniffing.txt, which says how it is written.
QByteArray unescaped(const QByteArray &text)
{
    QByteArray page;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] != '\\') {
            page += text[i];
            continue;
        }
        const char kind = text[++i];
        if (kind == 'x') {
            page += char(text.sliced(i + 1, 2).toInt(nullptr, 16));
            i += 2;
        } else if (kind == '{') {
            const qsizetype star = text.indexOf('*', i), close = text.indexOf('}', star);
            page += text.sliced(star + 1, close - star - 1).repeated(text.sliced(i + 1, star - i - 1).toInt());
            i = close;
        } else {
            page += kind == 'n' ? '\n' : kind == 't' ? '\t' : kind == 'r' ? '\r' : '\f';
        }
    }
    return page;
}

QByteArray sha1(const QByteArray &bytes) { return QCryptographicHash::hash(bytes, QCryptographicHash::Sha1).toHex(); }

} // namespace

class tst_Charset : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void theFirstOneWhoKnowsNamesTheCharset_data();
    void theFirstOneWhoKnowsNamesTheCharset();
    void everyBranchNamesItsEncoding_data();
    void everyBranchNamesItsEncoding();
    void everyEncodingHasAPage();
    void everyLabelOfTheStandardIsKnown();
    void labelsAreFoundInAnyCaseAndWithSpaceAround();
    void decodersAgreeWithTheStandardOnEverySequence_data();
    void decodersAgreeWithTheStandardOnEverySequence();
    void validUtf8IsSharedNotCopied();
    void utf8IsCheckedAtEveryAlignment();
    void ownByteOrderMarkIsRemovedAndAStrangeOneIsNot();
    void utf16WithHalvesOfPairsIsMended();
    void everyTruncationOfAPageHasACharset();
};

void tst_Charset::theFirstOneWhoKnowsNamesTheCharset_data()
{
    QTest::addColumn<QString>("folder");
    const QStringList folders = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    QVERIFY2(folders.size() > 20, "the fixtures are missing");
    for (const QString &folder : folders)
        QTest::newRow(qPrintable(folder)) << fixtures + folder;
}

void tst_Charset::theFirstOneWhoKnowsNamesTheCharset()
{
    QFETCH(QString, folder);
    const QByteArray page = readFile(folder + "/page.html"_L1);
    const QJsonObject expected = QJsonDocument::fromJson(readFile(folder + "/expected.json"_L1)).object();

    const Charset charset = sniffCharset(page, expected["charset"_L1].toString().toLatin1());
    QCOMPARE(charset.name, expected["name"_L1].toString());
    QCOMPARE(charset.reason, expected["reason"_L1].toString());

    const QByteArray text = decodeToUtf8(page, charset.name);
    QVERIFY(isValidUtf8(text));
    QVERIFY2(text.contains(expected["text"_L1].toString().toUtf8()), text.constData());
    QVERIFY(!text.startsWith("\xEF\xBB\xBF"));
}

void tst_Charset::everyBranchNamesItsEncoding_data()
{
    QTest::addColumn<QByteArray>("page");
    QTest::addColumn<QByteArray>("transport");
    QTest::addColumn<Declarations>("declarations");
    QTest::addColumn<Charset>("charset");
    int number = 0;
    for (const QByteArray &line : readFile(fixtures + "sniffing.txt"_L1).split('\n')) {
        ++number;
        if (line.isEmpty() || line.startsWith('#'))
            continue;
        QByteArrayList words = line.split(' ');
        QVERIFY2(words.size() >= 5, line.constData());
        const Charset charset{QString::fromLatin1(words[0]), QString::fromLatin1(words[1])};
        const QByteArray transport = words[2] == "-" ? QByteArray() : words[2];
        const Declarations declarations = words[3] == "xml" ? Declarations::Xml : Declarations::Html;
        const QByteArray page = unescaped(words.mid(4).join(' '));
        QTest::newRow(QByteArray::number(number) + ": " + words.mid(4).join(' ').left(60))
            << page << transport << declarations << charset;
    }
    QVERIFY(number > 150);
}

void tst_Charset::everyBranchNamesItsEncoding()
{
    QFETCH(QByteArray, page);
    QFETCH(QByteArray, transport);
    QFETCH(Declarations, declarations);
    QFETCH(Charset, charset);
    const Charset found = sniffCharset(page, transport, declarations);
    QCOMPARE(found.name + u' ' + found.reason, charset.name + u' ' + charset.reason);
}

void tst_Charset::everyEncodingHasAPage()
{
    for (const QJsonValue &encoding : encodings()) {
        const QString name = encoding["encoding"_L1].toString();
        const QString folder = fixtures + "encoding-"_L1 + name.toLower();
        const QJsonObject expected = QJsonDocument::fromJson(readFile(folder + "/expected.json"_L1)).object();
        QCOMPARE(expected["name"_L1].toString(), name);
    }
}

void tst_Charset::everyLabelOfTheStandardIsKnown()
{
    int labels = 0;
    for (const QJsonValue &encoding : encodings()) {
        const QString name = encoding["encoding"_L1].toString();
        for (const QString &label : encoding["labels"_L1].toString().split(u' ')) {
            QCOMPARE(sniffCharset("", label.toLatin1()), (Charset{name, u"http"_s}));
            ++labels;
        }
    }
    QCOMPARE(labels, 228);
}

void tst_Charset::labelsAreFoundInAnyCaseAndWithSpaceAround()
{
    QCOMPARE(sniffCharset("", " \tUTF8\r\n").reason, u"http"_s);
    QCOMPARE(sniffCharset("", "Shift-JIS").name, u"Shift_JIS"_s);
    // Not the Kelvin sign, not a part of a label, not two of them.
    for (const char *label : {"\xE2\x84\xAAoi8-r", "utf", "utf-8 utf8", "", " "})
        QCOMPARE(sniffCharset("", label).reason, u"utf-8"_s);
}

void tst_Charset::decodersAgreeWithTheStandardOnEverySequence_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<QByteArray>("sequences");
    QTest::addColumn<QByteArray>("noisy");
    const QJsonArray all = encodings();
    QCOMPARE(all.size(), 40);
    for (const QJsonValue &encoding : all) {
        const QString name = encoding["encoding"_L1].toString();
        QTest::newRow(qPrintable(name)) << name << encoding["every sequence"_L1].toString().toLatin1()
                                        << encoding["noise"_L1].toString().toLatin1();
    }
}

void tst_Charset::decodersAgreeWithTheStandardOnEverySequence()
{
    QFETCH(QString, name);
    QFETCH(QByteArray, sequences);
    QFETCH(QByteArray, noisy);
    QCOMPARE(sha1(decodeToUtf8(everySequence(name), name)), sequences);
    QCOMPARE(sha1(decodeToUtf8(noise(name), name)), noisy);
}

void tst_Charset::validUtf8IsSharedNotCopied()
{
    const QByteArray page = QByteArray("Grüße, 日本語, 🐟. ").repeated(1000);
    QCOMPARE(decodeToUtf8(page, u"UTF-8").constData(), page.constData());
}

void tst_Charset::utf8IsCheckedAtEveryAlignment()
{
    for (qsizetype before = 0; before < 40; ++before) {
        const QByteArray ascii(before, 'a');
        for (const char *good : {"\x7F", "\xC2\x80", "\xE0\xA0\x80", "\xED\x9F\xBF", "\xEF\xBF\xBF", "\xF0\x90\x80\x80",
                                 "\xF4\x8F\xBF\xBF"})
            QVERIFY(isValidUtf8(ascii + good + ascii));
        for (const char *bad : {"\x80", "\xC1\xBF", "\xC2", "\xE0\x9F\xBF", "\xED\xA0\x80", "\xF0\x8F\xBF\xBF",
                                "\xF4\x90\x80\x80", "\xF5\x80\x80\x80", "\xFF"})
            QCOMPARE(validUtf8Length(ascii + bad + ascii), before);
    }
}

void tst_Charset::ownByteOrderMarkIsRemovedAndAStrangeOneIsNot()
{
    QCOMPARE(decodeToUtf8("\xEF\xBB\xBFx", u"utf-8"), "x");
    QCOMPARE(decodeToUtf8("\xEF\xBB\xBF\xEF\xBB\xBFx", u"utf-8"), "\xEF\xBB\xBFx");
    QCOMPARE(decodeToUtf8("\xEF\xBB\xBFx", u"windows-1252"), u"ï»¿x"_s.toUtf8());
    QCOMPARE(decodeToUtf8(QByteArray("\xFF\xFEx\0", 4), u"utf-16le"), "x");
}

void tst_Charset::utf16WithHalvesOfPairsIsMended()
{
    const QString mark(QChar::ReplacementCharacter);
    QCOMPARE(decodeToUtf8(QByteArray("\x00\xD8\x41\x00", 4), u"utf-16le"), (mark + u'A').toUtf8());
    QCOMPARE(decodeToUtf8(QByteArray("\x00\xDC\x41\x00", 4), u"utf-16le"), (mark + u'A').toUtf8());
    QCOMPARE(decodeToUtf8(QByteArray("\x41\x00\x3D\xD8", 4), u"utf-16le"), (u'A' + mark).toUtf8());
    QCOMPARE(decodeToUtf8(QByteArray("\x41\x00\x3D\xD8\x1F", 5), u"utf-16le"), (u'A' + mark).toUtf8());
    QCOMPARE(decodeToUtf8(QByteArray("\x41\x00\x42", 3), u"utf-16le"), (u'A' + mark).toUtf8());
}

void tst_Charset::everyTruncationOfAPageHasACharset()
{
    const QString all = fixtures + "meta-in-bogus-tags/page.html"_L1;
    const QByteArray page = readFile(all);
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const QByteArray cut = page.first(size); // a copy of its own, so that a sanitizer sees a byte too far
        const Charset charset = sniffCharset(cut, {});
        QVERIFY(isValidUtf8(decodeToUtf8(cut, charset.name)));
    }
}

QTEST_GUILESS_MAIN(tst_Charset)
#include "tst_charset.moc"
