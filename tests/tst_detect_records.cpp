#include "base/jsontext.h"
#include "parse/builders.h"
#include "parse/detect/recorddetector.h"
#include "parse/extraction/extraction.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

using namespace creel;
using namespace Qt::StringLiterals;

namespace {

const QString fixtures = QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/detect/");
constexpr const char *pageUrl = "https://shop.example/";

QByteArray readFile(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("missing: ") + path.toUtf8();
}

const JsonText &member(const JsonText &object, QStringView name)
{
    for (const JsonMember &member : object.members) {
        if (member.name == name)
            return member.value;
    }
    static const JsonText none;
    return none;
}

Document parsed(const QByteArray &html) { return buildDocument(HtmlParser::Creel, html).document; }

std::vector<Node> selected(const Document &document, const QString &text)
{
    const auto selector = Selector::parse(text);
    if (!selector)
        qFatal("%s: %s", qPrintable(text), qPrintable(selector.error().message));
    return selector->select(document).elements;
}

/// The columns that a recipe gives, each with its values; what is missing or empty is null.
QList<QStringList> columnsOf(const Container &container, const Document &document)
{
    Recipe recipe;
    recipe.container = container;
    const auto compiled = CompiledRecipe::compile(recipe);
    if (!compiled)
        qFatal("%s", qPrintable(compiled.error().front().toString()));
    const Extraction extraction = extract(*compiled, {document, pageUrl, {}});
    QList<QStringList> columns(container.fields.size());
    for (const ExtractedRecord &record : extraction.records) {
        for (qsizetype i = 0; i < columns.size(); ++i) {
            const ExtractedValue &value = record.values[size_t(i)];
            const QString text = value.error.isEmpty() ? value.text.simplified() : u"error: "_s + value.error;
            columns[i] << (text.isEmpty() ? QString() : text);
        }
    }
    return columns;
}

Container withoutSteps(Container container)
{
    for (Field &field : container.fields) {
        field.steps.clear();
        field.type = FieldType::Text;
    }
    return container;
}

struct Verdict {
    bool isRightContainer = false;
    int columns = 0, found = 0;
    QString report; ///< what is missing
};

/// Compares the best proposal with the table that a person expects of the page: a column is found when a field has its values, as
/// they stand on the page or after its steps.
Verdict judge(const QString &folder)
{
    const auto expected = parseJsonText(readFile(folder + "/expected.json"_L1));
    if (!expected)
        qFatal("%s", qPrintable(expected.error().message));
    const Document document = parsed(readFile(folder + "/page.html"_L1));
    Verdict verdict;
    const std::vector<RecordProposal> proposals = detectRecords(document);
    if (proposals.empty())
        return {false, 0, 0, u"nothing"_s};
    const Container &best = proposals.front().container;
    const std::vector<Node> wanted = selected(document, member(*expected, u"container").text);
    verdict.isRightContainer = selected(document, best.expression) == wanted && !wanted.empty();
    verdict.report =
        u"%1 (%2 records, expected %3)"_s.arg(best.expression).arg(proposals.front().records).arg(wanted.size());
    const QList<QStringList> written = columnsOf(withoutSteps(best), document), made = columnsOf(best, document);
    for (const JsonMember &column : member(*expected, u"columns").members) {
        QStringList values;
        for (const JsonText &value : column.value.items)
            values << (value.kind == JsonText::Kind::Null ? QString() : value.text.simplified());
        ++verdict.columns;
        if (written.contains(values) || made.contains(values))
            ++verdict.found;
        else
            verdict.report += u", no "_s + column.name;
    }
    if (qEnvironmentVariableIsSet("CREEL_SHOW")) {
        for (qsizetype i = 0; i < best.fields.size(); ++i)
            verdict.report += u"\n    %1 = %2 %3 {%4} %5"_s.arg(best.fields[i].name, best.fields[i].expression,
                                                                takeName(best.fields[i].take), best.fields[i].attribute,
                                                                made[i].mid(0, 4).join(u" | "_s));
        for (size_t i = 1; i < proposals.size(); ++i)
            verdict.report += u"\n    also %1 (%2)"_s.arg(proposals[i].container.expression).arg(proposals[i].records);
    }
    return verdict;
}

} // namespace

class tst_DetectRecords : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void listPagesGiveTheTableThatAPersonExpects();
};

void tst_DetectRecords::listPagesGiveTheTableThatAPersonExpects()
{
    const QStringList names = QDir(fixtures).entryList(QDir::Dirs | QDir::NoDotAndDotDot);
    int right = 0, columns = 0, found = 0;
    for (const QString &name : names) {
        const Verdict verdict = judge(fixtures + name);
        right += verdict.isRightContainer;
        columns += verdict.columns;
        found += verdict.isRightContainer ? verdict.found : 0;
        qInfo("%-20s %s %d/%d  %s", qPrintable(name), verdict.isRightContainer ? "ok   " : "WRONG", verdict.found,
              verdict.columns, qPrintable(verdict.report));
    }
    qInfo("%d of %d containers, %d of %d columns", right, int(names.size()), found, columns);
    QVERIFY2(names.size() >= 20, "the fixtures are missing");
    QCOMPARE(right, int(names.size()));
    QCOMPARE(found, columns);
}

QTEST_GUILESS_MAIN(tst_DetectRecords)
#include "tst_detect_records.moc"
