// The tokenizer against html5lib's tests, where they are, and against a table of its own. Parse errors are no part of it: the
// suite's "errors" are not looked at.

#include "parse/html/characterreference.h"
#include "parse/html/tokenizer.h"
#include "parse/utf8.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QTest>

#include <algorithm>
#include <ctime>
#include <vector>

using namespace Qt::StringLiterals;
using namespace creel;
using html::Token;
using html::Tokenizer;
using State = Tokenizer::State;

namespace {

/// Surrogates stand alone in some cases of the suite; no decoder lets them through, but they are bytes like others.
QByteArray suiteBytes(const QString &text)
{
    QByteArray out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const char16_t unit = text[i].unicode();
        if (QChar::isHighSurrogate(unit) && i + 1 < text.size() && text[i + 1].isLowSurrogate())
            appendUtf8(out, QChar::surrogateToUcs4(unit, text[++i].unicode()));
        else if (QChar::isSurrogate(unit))
            out.append(char(0xE0 | unit >> 12))
                .append(char(0x80 | (unit >> 6 & 0x3F)))
                .append(char(0x80 | (unit & 0x3F)));
        else
            appendUtf8(out, unit);
    }
    return out;
}

/// "doubleEscaped": \uXXXX in the text itself.
QString unescaped(const QString &text)
{
    QString out;
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (text[i] == u'\\' && i + 5 < text.size() && text[i + 1] == u'u') {
            out += QChar(text.mid(i + 2, 4).toUShort(nullptr, 16));
            i += 5;
        } else {
            out += text[i];
        }
    }
    return out;
}

QByteArray quoted(QByteArrayView text)
{
    static const char digits[] = "0123456789abcdef";
    QByteArray out;
    for (const char c : text) {
        if (uchar(c) < 0x20 || c == '\\')
            out.append("\\x").append(digits[uchar(c) >> 4]).append(digits[uchar(c) & 15]);
        else
            out.append(c);
    }
    return out;
}

struct Setting {
    State state = State::Data;
    QByteArray endTag;
    bool cdata = false;
};

/// Tokens as lines: `text`, <name a="1" b="2"/>, </name>, <!--data-->, <!doctype name "public" "system" quirks>. Characters that stand
/// side by side are one line, NUL included.
QByteArray tokens(QByteArrayView source, const Setting &setting)
{
    NameTable names;
    Tokenizer tokenizer(source, names);
    if (setting.state != State::Data)
        tokenizer.setState(setting.state, setting.endTag);
    tokenizer.setCdataAllowed(setting.cdata);
    QByteArrayList lines;
    bool afterText = false;
    for (;;) {
        const Token &token = tokenizer.next();
        const QByteArray text = quoted(tokenizer.text(token.text));
        switch (token.type) {
        case Token::Type::Characters:
        case Token::Type::NullCharacters:
            if (afterText)
                lines.last().append(text);
            else
                lines.append("text " + text);
            break;
        case Token::Type::StartTag: {
            QByteArrayList attributes;
            for (const html::Attribute &attribute : tokenizer.attributes())
                attributes << ' ' + quoted(names.text(attribute.name)) + "=\"" + quoted(tokenizer.text(attribute.value))
                        + '"';
            std::sort(attributes.begin(), attributes.end());
            lines.append('<' + text + attributes.join() + (token.isSelfClosing ? "/>" : ">"));
            break;
        }
        case Token::Type::EndTag:
            lines.append("</" + text + '>');
            break;
        case Token::Type::Comment:
            lines.append("<!--" + text + "-->");
            break;
        case Token::Type::Doctype:
            lines.append("<!doctype " + (token.hasName ? text : QByteArray("-"))
                         + (token.hasPublicId ? " \"" + quoted(tokenizer.text(token.publicId)) + '"' : QByteArray(" -"))
                         + (token.hasSystemId ? " \"" + quoted(tokenizer.text(token.systemId)) + '"' : QByteArray(" -"))
                         + (token.forceQuirks ? " quirks>" : ">"));
            break;
        case Token::Type::EndOfFile:
            return lines.join('\n');
        }
        afterText = token.type == Token::Type::Characters || token.type == Token::Type::NullCharacters;
    }
}

/// The suite's "output" in the same form.
QByteArray expectedTokens(const QJsonArray &output, bool doubleEscaped)
{
    const auto textOf = [doubleEscaped](const QJsonValue &value) {
        const QString text = value.toString();
        return quoted(suiteBytes(doubleEscaped ? unescaped(text) : text));
    };
    const auto idOf = [&](const QJsonValue &value) {
        return value.isNull() ? QByteArray(" -") : " \"" + textOf(value) + '"';
    };
    QByteArrayList lines;
    bool afterText = false;
    for (const QJsonValue &value : output) {
        const QJsonArray token = value.toArray();
        const QString type = token[0].toString();
        if (type == u"Character"_s) {
            if (afterText)
                lines.last().append(textOf(token[1]));
            else
                lines.append("text " + textOf(token[1]));
        } else if (type == u"StartTag"_s) {
            QByteArrayList attributes;
            const QJsonObject object = token[2].toObject();
            for (auto it = object.begin(); it != object.end(); ++it)
                attributes << ' ' + textOf(it.key()) + "=\"" + textOf(it.value()) + '"';
            std::sort(attributes.begin(), attributes.end());
            lines.append('<' + textOf(token[1]) + attributes.join()
                         + (token.size() > 3 && token[3].toBool() ? "/>" : ">"));
        } else if (type == u"EndTag"_s) {
            lines.append("</" + textOf(token[1]) + '>');
        } else if (type == u"Comment"_s) {
            lines.append("<!--" + textOf(token[1]) + "-->");
        } else if (type == u"DOCTYPE"_s) { // the suite's flag says "correct"
            lines.append("<!doctype " + (token[1].isNull() ? QByteArray("-") : textOf(token[1])) + idOf(token[2])
                         + idOf(token[3]) + (token[4].toBool() ? ">" : " quirks>"));
        } else {
            lines.append("unknown token " + type.toUtf8());
        }
        afterText = type == u"Character"_s;
    }
    return lines.join('\n');
}

/// From CREEL_HTML5LIB, or beside the sources; empty where it is not.
QString suiteFolder()
{
    const QString named = qEnvironmentVariable("CREEL_HTML5LIB");
    const QString folder = named.isEmpty() ? QStringLiteral(CREEL_SOURCE_DIR "/../shared/suites/html5lib") : named;
    return QDir(folder + u"/tokenizer"_s).exists() ? folder + u"/tokenizer"_s : QString();
}

/// A document out of the pieces that the states tell apart.
QByteArray randomDocument(QRandomGenerator &random)
{
    static const QByteArrayList pieces{"<",
                                       ">",
                                       "/",
                                       "!",
                                       "?",
                                       "-",
                                       "--",
                                       "=",
                                       "\"",
                                       "'",
                                       "&",
                                       "#",
                                       ";",
                                       "x",
                                       "\r",
                                       "\n",
                                       "\r\n",
                                       " ",
                                       "\t",
                                       "a",
                                       "DIV",
                                       "<p ",
                                       "</p>",
                                       "<!--",
                                       "-->",
                                       "--!>",
                                       "<!DOCTYPE",
                                       " html",
                                       " PUBLIC ",
                                       "SYSTEM",
                                       "<![CDATA[",
                                       "]]>",
                                       "&amp;",
                                       "&amp",
                                       "&notit;",
                                       "&#x41;",
                                       "&#0",
                                       "&nGt;",
                                       "text",
                                       "\xC3\xA9",
                                       "<script>",
                                       "</script>",
                                       "</script ",
                                       "<title>",
                                       "</title>",
                                       "href=",
                                       "class=\"b c\"",
                                       "</",
                                       "<a href='x&y'>"};
    QByteArray document;
    for (int i = int(random.bounded(60)); i >= 0; --i) {
        const int piece = int(random.bounded(int(pieces.size()) + 2));
        if (piece < pieces.size())
            document.append(pieces[piece]);
        else
            document.append('\0');
    }
    return document;
}

bool isInside(SourceRange inner, SourceRange outer)
{
    return inner.begin >= outer.begin && inner.begin <= inner.end && inner.end <= outer.end;
}

/// Reads as a tree builder would, and says what is wrong with the offsets; empty if nothing is.
QByteArray brokenOffset(QByteArrayView view)
{
    // A copy without the zero byte that QByteArray has at its end: the sanitizer is to see a step too far.
    const std::vector<char> copy(view.begin(), view.end());
    const QByteArrayView source(copy.data(), qsizetype(copy.size()));
    NameTable names;
    Tokenizer tokenizer(source, names);
    tokenizer.setCdataAllowed(true);
    quint32 at = 0;
    bool inCdata = false;
    for (;;) {
        const Token token = tokenizer.next();
        const SourceRange range = token.source;
        if (range.begin < at || range.end < range.begin || range.end > source.size())
            return "a token from " + QByteArray::number(range.begin) + " behind one to " + QByteArray::number(at);
        QByteArray gap = source.sliced(at, range.begin - at).toByteArray();
        if (gap.startsWith("]]>") && inCdata) {
            gap.remove(0, 3);
            inCdata = false;
        }
        for (;;) {
            if (gap.startsWith("</>"))
                gap.remove(0, 3);
            else if (gap.startsWith("<![CDATA[]]>"))
                gap.remove(0, 12);
            else
                break;
        }
        if (gap.startsWith("<![CDATA[")) {
            gap.remove(0, 9);
            inCdata = true;
        }
        const bool atEnd = token.type == Token::Type::EndOfFile;
        if (!gap.isEmpty() && !(atEnd && gap.startsWith('<')))
            return "lost: " + quoted(gap);
        if (atEnd)
            return range.begin == source.size() ? QByteArray() : QByteArray("the end is not at the end");
        if (range.isEmpty())
            return "a token out of nothing";
        at = range.end;
        const QByteArrayView own = source.sliced(range.begin, range.end - range.begin);
        const bool isTag = token.type == Token::Type::StartTag || token.type == Token::Type::EndTag;
        if (isTag && (!own.startsWith('<') || !own.endsWith('>')))
            return "no tag: " + quoted(own);
        if (token.text.size > 0 && tokenizer.isInSource(token.text)
            && !isInside({token.text.offset, token.text.offset + token.text.size}, range))
            return "a text from elsewhere";
        if (token.type == Token::Type::StartTag) {
            SourceRange rest = range;
            for (const html::Attribute &attribute : tokenizer.attributes()) {
                if (!isInside(attribute.nameSource, rest) || attribute.nameSource.isEmpty())
                    return "an attribute's name from elsewhere";
                rest.begin = attribute.nameSource.end;
                if (!attribute.valueSource.isEmpty() && !isInside(attribute.valueSource, rest))
                    return "an attribute's value from elsewhere";
                rest.begin = qMax(rest.begin, attribute.valueSource.end);
                if (tokenizer.isInSource(attribute.value) && attribute.value.size > 0
                    && attribute.value.offset != attribute.valueSource.begin)
                    return "a value that is not where it says";
            }
            if (token.name == Name::Script)
                tokenizer.setState(State::ScriptData, "script");
            else if (token.name == Name::Title)
                tokenizer.setState(State::Rcdata, "title");
        }
    }
}

qint64 tokenCount(QByteArrayView source, const Setting &setting = {})
{
    NameTable names;
    Tokenizer tokenizer(source, names);
    if (setting.state != State::Data)
        tokenizer.setState(setting.state, setting.endTag);
    qint64 count = 0;
    while (tokenizer.next().type != Token::Type::EndOfFile)
        ++count;
    return count;
}

} // namespace

class TestHtmlTokenizer : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void passesTheSuite();
    void readsAsTheStandardSays_data();
    void readsAsTheStandardSays();
    void knowsEveryNamedReference();
    void leavesUnchangedTextInTheSource();
    void tellsWhereEachPartOfATagStands();
    void accountsForEveryByteOfRandomDocuments();
    void readsEveryTruncationOfAPage();
    void keepsTheFirstOfManyAttributesOfAName();
    void takesTimeInProportionToHostileInput_data();
    void takesTimeInProportionToHostileInput();
};

void TestHtmlTokenizer::passesTheSuite()
{
    const QString folder = suiteFolder();
    if (folder.isEmpty()) {
        qInfo("html5lib's tests are not here (CREEL_HTML5LIB names their folder): the table below alone");
        return;
    }
    const QHash<QString, State> states{
        {u"Data state"_s, State::Data},           {u"RCDATA state"_s, State::Rcdata},
        {u"RAWTEXT state"_s, State::Rawtext},     {u"Script data state"_s, State::ScriptData},
        {u"PLAINTEXT state"_s, State::Plaintext}, {u"CDATA section state"_s, State::CdataSection}};
    int count = 0, failed = 0;
    const QStringList names = QDir(folder).entryList({u"*.test"_s}, QDir::Files);
    for (const QString &name : names) {
        if (name == u"xmlViolation.test"_s)
            continue; // for parsers that coerce to XML, which this one doesn't
        QFile file(folder + u'/' + name);
        QVERIFY2(file.open(QIODevice::ReadOnly), qPrintable(file.errorString()));
        const QJsonArray cases = QJsonDocument::fromJson(file.readAll()).object()[u"tests"_s].toArray();
        QVERIFY2(!cases.isEmpty(), qPrintable(name));
        for (const QJsonValue &value : cases) {
            const QJsonObject test = value.toObject();
            const bool doubleEscaped = test[u"doubleEscaped"_s].toBool();
            const QString input = test[u"input"_s].toString();
            const QByteArray source = suiteBytes(doubleEscaped ? unescaped(input) : input);
            const QByteArray expected = expectedTokens(test[u"output"_s].toArray(), doubleEscaped);
            QStringList initial;
            for (const QJsonValue &state : test[u"initialStates"_s].toArray(QJsonArray{u"Data state"_s}))
                initial << state.toString();
            for (const QString &state : std::as_const(initial)) {
                QVERIFY2(states.contains(state), qPrintable(state));
                const Setting setting{states[state], test[u"lastStartTag"_s].toString().toUtf8(), false};
                const QByteArray actual = tokens(source, setting);
                ++count;
                if (actual != expected && ++failed <= 20)
                    qWarning().noquote() << name << state << test[u"description"_s].toString() << "\n  input    "
                                         << quoted(source) << "\n  expected " << expected << "\n  actual   " << actual;
            }
        }
    }
    qInfo("%d of %d cases of the suite", count - failed, count);
    QCOMPARE(failed, 0);
    QVERIFY(count > 6000);
}

void TestHtmlTokenizer::readsAsTheStandardSays_data()
{
    QTest::addColumn<QByteArray>("source");
    QTest::addColumn<QByteArray>("expected");
    QTest::addColumn<int>("state");
    QTest::addColumn<QByteArray>("endTag");
    QTest::addColumn<bool>("cdata");
    int row = 0;
    const auto add = [&row](const char *section, const QByteArray &source, const QByteArray &expected,
                            State state = State::Data, const char *endTag = "", bool cdata = false) {
        QTest::addRow("%d: %s", ++row, section) << source << expected << int(state) << QByteArray(endTag) << cdata;
    };
    const auto nul = [](const char *text) { return QByteArray(text).replace('@', QByteArray(1, '\0')); };
    const QByteArray bad = "\xEF\xBF\xBD";

    add("13.2.3.5", "a\r\nb\rc\n\r\r\nd", "text a\\x0ab\\x0ac\\x0a\\x0a\\x0ad");
    add("13.2.3.5", "<p title='a\r\nb\rc'>", "<p title=\"a\\x0ab\\x0ac\">");
    add("13.2.3.5", "<p\ra\r\n=\r1>", "<p a=\"1\">");
    add("13.2.3.5", "<!--a\r\nb\r-->", "<!--a\\x0ab\\x0a-->");
    add(".1 Data", nul("a@@b"), "text a\\x00\\x00b");
    add(".1 Data", "1 < 2 & 3", "text 1 < 2 & 3");
    add(".2 RCDATA", nul("a@&lt;<b></title>c<i>"), "text a" + bad + "<<b>\n</title>\ntext c\n<i>", State::Rcdata,
        "title");
    add(".3 RAWTEXT", nul("a@&lt;<b></style>&lt;"), "text a" + bad + "&lt;<b>\n</style>\ntext <", State::Rawtext,
        "style");
    add(".4 Script data", nul("a@&lt;</b></script>"), "text a" + bad + "&lt;</b>\n</script>", State::ScriptData,
        "script");
    add(".5 PLAINTEXT", nul("</plaintext>&lt;@\r\n"), "text </plaintext>&lt;" + bad + "\\x0a", State::Plaintext);
    add(".6 Tag open", "<", "text <");
    add(".6 Tag open", "<<p>", "text <\n<p>");
    add(".6 Tag open", "<3>", "text <3>");
    add(".6 Tag open", "<?xml?>", "<!--?xml?-->");
    add(".7 End tag open", "a</", "text a</");
    add(".7 End tag open", "a</>b", "text ab");
    add(".7 End tag open", "</ p>", "<!-- p-->");
    add(".8 Tag name", "<DIV><dIv/></DIV >", "<div>\n<div/>\n</div>");
    add(".8 Tag name", nul("<d@V>"), "<d" + bad + "v>");
    add(".8 Tag name", "a<div", "text a");
    add(".8 Tag name", "<a<b>", "<a<b>");
    add(".11 RCDATA end tag name", "</titlex></TITLE\n>", "text </titlex>\n</title>", State::Rcdata, "title");
    add(".11 RCDATA end tag name", "a</title", "text a</title", State::Rcdata, "title");
    add(".11 RCDATA end tag name", "a</title ", "text a", State::Rcdata, "title");
    add(".11 RCDATA end tag name", "</title>", "text </title>", State::Rcdata);
    add(".14 RAWTEXT end tag name", "</style/>a", "</style>\ntext a", State::Rawtext, "style");
    add(".17 Script data end tag name", "<</script>", "text <\n</script>", State::ScriptData, "script");
    add(".18 Script data escape start", "<!</script>", "text <!\n</script>", State::ScriptData, "script");
    add(".19 Script data escape start dash", "<!-<script></script>", "text <!-<script>\n</script>", State::ScriptData,
        "script");
    add(".20 Script data escaped", "<!--a</script>b", "text <!--a\n</script>\ntext b", State::ScriptData, "script");
    add(".22 Script data escaped dash dash", "<!--><script></script>", "text <!--><script>\n</script>",
        State::ScriptData, "script");
    add(".26 Script data double escape start", "<!--<script ></script>a</script>",
        "text <!--<script ></script>a\n</script>", State::ScriptData, "script");
    add(".26 Script data double escape start", "<!--<scripty></script>", "text <!--<scripty>\n</script>",
        State::ScriptData, "script");
    add(".27 Script data double escaped", "<!--<script></b></style>", "text <!--<script></b></style>",
        State::ScriptData, "script");
    add(".29 Script data double escaped dash dash", "<!--<script>--></script>a",
        "text <!--<script>-->\n</script>\ntext a", State::ScriptData, "script");
    add(".31 Script data double escape end", "<!--<script></SCRIPT/></script>",
        "text <!--<script></SCRIPT/>\n</script>", State::ScriptData, "script");
    add(".32 Before attribute name", "<p =a=b>", "<p =a=\"b\">");
    add(".32 Before attribute name", "<p /a/ b/>", "<p a=\"\" b=\"\"/>");
    add(".33 Attribute name", "<p A=1 a=2 B>", "<p a=\"1\" b=\"\">");
    add(".33 Attribute name", nul("<p a@\"'<>"), "<p a" + bad + "\"'<=\"\">");
    add(".33 Attribute name", "</p a=1 a=2>", "</p>");
    add(".34 After attribute name", "<p a = 1 b / c>", "<p a=\"1\" b=\"\" c=\"\">");
    add(".35 Before attribute value", "<p a=>b", "<p a=\"\">\ntext b");
    add(".35 Before attribute value", "<p a= >b", "<p a=\"\">\ntext b");
    add(".36 Attribute value (double-quoted)", nul("<p a=\"'>@\n\">"), "<p a=\"'>" + bad + "\\x0a\">");
    add(".36 Attribute value (double-quoted)", "a<p a=\"b", "text a");
    add(".37 Attribute value (single-quoted)", "<p a='\"&quot;'>", "<p a=\"\"\"\">");
    add(".38 Attribute value (unquoted)", nul("<p a=b/@&lt;\"c>"), "<p a=\"b/" + bad + "<\"c\">");
    add(".38 Attribute value (unquoted)", "<a href=/x/>", "<a href=\"/x/\">");
    add(".39 After attribute value (quoted)", "<p a='1'b=\"2\"/>", "<p a=\"1\" b=\"2\"/>");
    add(".40 Self-closing start tag", "<p a/b></p/>", "<p a=\"\" b=\"\">\n</p>");
    add(".41 Bogus comment", nul("<!a@\r>b"), "<!--a" + bad + "\\x0a-->\ntext b");
    add(".42 Markup declaration open", "<!", "<!---->");
    add(".42 Markup declaration open", "<!-a>", "<!---a-->");
    add(".42 Markup declaration open", "<![CDATA[a]]>", "<!--[CDATA[a]]-->");
    add(".42 Markup declaration open", "<![cdata[a]]>", "<!--[cdata[a]]-->", State::Data, "", true);
    add(".43 Comment start", "<!-->a", "<!---->\ntext a");
    add(".44 Comment start dash", "<!--->a", "<!---->\ntext a");
    add(".44 Comment start dash", "<!---a-->", "<!---a-->");
    add(".45 Comment", nul("<!--a@<b>"), "<!--a" + bad + "<b>-->");
    add(".46 Comment less-than sign", "<!--<!--a-->b-->", "<!--<!--a-->\ntext b-->");
    add(".48 Comment less-than sign bang dash", "<!--<!->-->", "<!--<!->-->");
    add(".49 Comment less-than sign bang dash dash", "<!--<!-->a", "<!--<!-->\ntext a");
    add(".50 Comment end dash", "<!--a-", "<!--a-->");
    add(".51 Comment end", "<!--a--b---->", "<!--a--b---->");
    add(".51 Comment end", "<!--a--", "<!--a-->");
    add(".52 Comment end bang", "<!--a--!>b", "<!--a-->\ntext b");
    add(".52 Comment end bang", "<!--a--!b--!-->", "<!--a--!b--!-->");
    add(".52 Comment end bang", "<!--a--!", "<!--a-->");
    add(".53 DOCTYPE", "<!doctypeHTML>", "<!doctype html - ->");
    add(".53 DOCTYPE", "<!DOCTYPE", "<!doctype - - - quirks>");
    add(".54 Before DOCTYPE name", "<!DOCTYPE >", "<!doctype - - - quirks>");
    add(".55 DOCTYPE name", nul("<!DOCTYPE A@ "), "<!doctype a" + bad + " - - quirks>");
    add(".56 After DOCTYPE name", "<!DOCTYPE a publi 'b'>", "<!doctype a - - quirks>");
    add(".57 After DOCTYPE public keyword", "<!DOCTYPE a PUBLIC\"b\"'c'>", "<!doctype a \"b\" \"c\">");
    add(".58 Before DOCTYPE public identifier", "<!DOCTYPE a PUBLIC >", "<!doctype a - - quirks>");
    add(".59 DOCTYPE public identifier (double-quoted)", nul("<!DOCTYPE a PUBLIC \"B@\r>"),
        "<!doctype a \"B" + bad + "\\x0a\" - quirks>");
    add(".61 After DOCTYPE public identifier", "<!DOCTYPE a PUBLIC 'b'>", "<!doctype a \"b\" ->");
    add(".62 Between DOCTYPE public and system identifiers", "<!DOCTYPE a PUBLIC 'b' c 'd'>",
        "<!doctype a \"b\" - quirks>");
    add(".63 After DOCTYPE system keyword", "<!DOCTYPE a SYSTEM'b'>", "<!doctype a - \"b\">");
    add(".64 Before DOCTYPE system identifier", "<!DOCTYPE a SYSTEM b>", "<!doctype a - - quirks>");
    add(".65 DOCTYPE system identifier (double-quoted)", "<!DOCTYPE a SYSTEM \"b", "<!doctype a - \"b\" quirks>");
    add(".67 After DOCTYPE system identifier", "<!DOCTYPE a SYSTEM 'b' c>", "<!doctype a - \"b\">");
    add(".68 Bogus DOCTYPE", "<!DOCTYPE a b\"c>d", "<!doctype a - - quirks>\ntext d");
    add(".69 CDATA section", nul("a<![CDATA[<b>&lt;@\r\n]]>&lt;"), "text a<b>&lt;\\x00\\x0a<", State::Data, "", true);
    add(".70 CDATA section bracket", "<![CDATA[]a]]b]>]]]>c", "text ]a]]b]>]c", State::Data, "", true);
    add(".71 CDATA section end", "<![CDATA[a]]", "text a]]", State::Data, "", true);
    add(".72 Character reference", "& &1 &; &", "text & &1 &; &");
    add(".73 Named character reference", "&amp;&amp&AMP&notit;&notin;&nGt;",
        "text &&&\xC2\xACit;\xE2\x88\x89\xE2\x89\xAB\xE2\x83\x92");
    add(".73 Named character reference", "<a b='&amp=&ampx&amp&amp;x&notit;&ampé'>",
        "<a b=\"&amp=&ampx&&x&notit;&é\">");
    add(".74 Ambiguous ampersand", "&unknown; &x", "text &unknown; &x");
    add(".76 Hexadecimal character reference start", "&#x &#xg; &#X41", "text &#x &#xg; A");
    add(".77 Decimal character reference start", "&# &#; &#a", "text &# &#; &#a");
    add(".79 Decimal character reference", "&#65&#66;&#6a", "text AB\\x06a");
    add(".80 Numeric character reference end", "&#0;&#xD800;&#x110000;&#99999999999999999999;",
        "text " + bad + bad + bad + bad);
    add(".80 Numeric character reference end", "&#x80;&#x9f;&#x81;&#13;", "text \xE2\x82\xAC\xC5\xB8\xC2\x81\\x0d");
}

void TestHtmlTokenizer::readsAsTheStandardSays()
{
    QFETCH(QByteArray, source);
    QFETCH(QByteArray, expected);
    QFETCH(int, state);
    QFETCH(QByteArray, endTag);
    QFETCH(bool, cdata);
    QCOMPARE(tokens(source, {State(state), endTag, cdata}), expected);
}

void TestHtmlTokenizer::knowsEveryNamedReference()
{
    QFile file(QStringLiteral(CREEL_SOURCE_DIR "/resources/html/entities.txt"));
    QVERIFY(file.open(QIODevice::ReadOnly));
    int count = 0;
    while (!file.atEnd()) {
        const QByteArrayList words = file.readLine().trimmed().split(' ');
        if (words[0] == "#")
            continue;
        QByteArray expected;
        for (qsizetype i = 1; i < words.size(); ++i)
            appendUtf8(expected, words[i].toUInt(nullptr, 16));
        const QByteArray source = '&' + words[0] + ' ';
        const html::CharacterReference reference =
            html::matchCharacterReference(source.constBegin(), source.constEnd());
        QCOMPARE(reference.utf8(), expected);
        QCOMPARE(reference.length, source.size() - 1);
        ++count;
    }
    QCOMPARE(count, 2231);
}

void TestHtmlTokenizer::leavesUnchangedTextInTheSource()
{
    const QByteArray source = "<p class='a b' id=c>one\r\ntwo & three</p><!-- four -->";
    NameTable names;
    Tokenizer tokenizer(source, names);
    for (;;) {
        const Token &token = tokenizer.next();
        if (token.type == Token::Type::EndOfFile)
            break;
        QVERIFY(tokenizer.isInSource(token.text));
        for (const html::Attribute &attribute : tokenizer.attributes())
            QVERIFY(tokenizer.isInSource(attribute.value));
    }
}

void TestHtmlTokenizer::tellsWhereEachPartOfATagStands()
{
    const QByteArray source = "x<A Href = \"a&amp;b\" x-y=1 checked>";
    NameTable names;
    Tokenizer tokenizer(source, names);
    QCOMPARE(tokenizer.next().source, (SourceRange{0, 1}));
    const Token &token = tokenizer.next();
    QCOMPARE(token.source, (SourceRange{1, quint32(source.size())}));
    QCOMPARE(token.name, Name::A);
    const auto cut = [&source](SourceRange range) { return source.mid(range.begin, range.end - range.begin); };
    const auto attributes = tokenizer.attributes();
    QCOMPARE(attributes.size(), std::size_t(3));
    QCOMPARE(cut(attributes[0].nameSource), "Href");
    QCOMPARE(cut(attributes[0].valueSource), "a&amp;b");
    QCOMPARE(attributes[0].name, Name::Href);
    QCOMPARE(tokenizer.text(attributes[0].value), "a&b");
    QCOMPARE(cut(attributes[1].nameSource), "x-y");
    QCOMPARE(cut(attributes[1].valueSource), "1");
    QCOMPARE(names.text(attributes[1].name), "x-y");
    QCOMPARE(cut(attributes[2].nameSource), "checked");
    QVERIFY(attributes[2].valueSource.isEmpty());
}

void TestHtmlTokenizer::accountsForEveryByteOfRandomDocuments()
{
    for (quint32 seed = 1; seed <= 20000; ++seed) {
        QRandomGenerator random(seed);
        const QByteArray source = randomDocument(random);
        const QByteArray broken = brokenOffset(source);
        QVERIFY2(broken.isEmpty(), (QByteArray::number(seed) + ": " + broken + " in " + quoted(source)).constData());
    }
}

void TestHtmlTokenizer::readsEveryTruncationOfAPage()
{
    QByteArray page =
        "\xEF\xBB\xBF<!DOCTYPE html PUBLIC \"-//W3C//DTD HTML 4.01//EN\" 'x'>\r\n<title>a &amp; b</title><script>"
        "<!--<script>a</script>--></script><p class=a id='b' title=\"&notin; &#x41; &#65\">text<br/><!-- a -- b -->"
        "<svg><![CDATA[ a ]] b ]]></svg><?php ?></ x></P >\xE2\x82\xAC";
    for (qsizetype size = 0; size <= page.size(); ++size) {
        const QByteArrayView part(page.constData(), size);
        const QByteArray broken = brokenOffset(part);
        QVERIFY2(broken.isEmpty(), (broken + " in " + quoted(part)).constData());
    }
}

void TestHtmlTokenizer::keepsTheFirstOfManyAttributesOfAName()
{
    QByteArray source = "<p";
    for (int i = 0; i < 100; ++i)
        source += " n" + QByteArray::number(i % 50) + '=' + QByteArray::number(i) + " ID=" + QByteArray::number(i);
    source += '>';
    NameTable names;
    Tokenizer tokenizer(source, names);
    QCOMPARE(tokenizer.next().type, Token::Type::StartTag);
    const auto attributes = tokenizer.attributes();
    QCOMPARE(attributes.size(), std::size_t(51));
    QCOMPARE(tokenizer.text(attributes[1].value), "0");
    QCOMPARE(names.text(attributes[50].name), "n49");
    QCOMPARE(tokenizer.text(attributes[50].value), "49");
}

void TestHtmlTokenizer::takesTimeInProportionToHostileInput_data()
{
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("unit");
    QTest::addColumn<int>("state");
    for (const char *unit : {"<", "&", "</", "<!", "<a ", "&#", "&#1", "&am", "&CounterClockwiseContourIntegra", "\r",
                             "\r\n", "<!--", "--!", "<a>", "<a b='"})
        QTest::addRow("%s", unit) << QByteArray() << QByteArray(unit) << int(State::Data);
    QTest::addRow("NUL") << QByteArray() << QByteArray(1, '\0') << int(State::Data);
    QTest::addRow("NUL in RCDATA") << QByteArray() << QByteArray(1, '\0') << int(State::Rcdata);
    QTest::addRow("a=") << QByteArray("<p ") << QByteArray("a=") << int(State::Data);
    QTest::addRow("a=1") << QByteArray("<p ") << QByteArray("a=1 ") << int(State::Data);
    QTest::addRow("numbered") << QByteArray("<p ") << QByteArray() << int(State::Data);
    QTest::addRow("dashes") << QByteArray("<!--") << QByteArray("-") << int(State::Data);
    QTest::addRow("references in a value") << QByteArray("<p a='") << QByteArray("&lt") << int(State::Data);
    QTest::addRow("end tags in RCDATA") << QByteArray() << QByteArray("</title") << int(State::Rcdata);
    QTest::addRow("references in RCDATA") << QByteArray() << QByteArray("&lt\r") << int(State::Rcdata);
    QTest::addRow("escapes in script data") << QByteArray() << QByteArray("<!--<script>-->") << int(State::ScriptData);
}

/// 10 MB against 2.5 MB: four times as long if it is linear, sixteen if it is quadratic.
void TestHtmlTokenizer::takesTimeInProportionToHostileInput()
{
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, unit);
    QFETCH(int, state);
    const Setting setting{State(state), state == int(State::Rcdata) ? "title" : "script", false};
    const auto document = [&](qsizetype size) {
        if (!unit.isEmpty())
            return head + unit.repeated(size / unit.size());
        QByteArray numbered = head;
        for (int i = 0; numbered.size() < size; ++i)
            numbered += QByteArray::number(i) + ' ';
        return numbered + '>';
    };
    const auto spent = [&](qsizetype size) { // processor time: others may be busy
        const QByteArray source = document(size);
        const std::clock_t begin = std::clock();
        tokenCount(source, setting);
        return qint64(std::clock() - begin) * 1000 / CLOCKS_PER_SEC;
    };
    const qint64 small = spent(2'500'000), large = spent(10'000'000);
    QVERIFY2(large < 9 * small + 50, qPrintable(u"%1 ms, then %2 ms"_s.arg(small).arg(large)));
}

QTEST_GUILESS_MAIN(TestHtmlTokenizer)
#include "tst_htmltokenizer.moc"
