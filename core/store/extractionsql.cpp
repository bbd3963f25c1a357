#include "store/extractionsql.h"

#include "base/pageextra.h"
#include "store/sqlconnection.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QVariant>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString jsonText(const QJsonDocument &json) { return QString::fromUtf8(json.toJson(QJsonDocument::Compact)); }

QJsonArray arrayOf(const QVariant &json) { return QJsonDocument::fromJson(json.toString().toUtf8()).array(); }

QString cellsOf(const PageRecord &record)
{
    QJsonArray cells;
    for (const PageValue &value : record.values)
        cells.append(value.isFound ? QJsonValue(value.text) : QJsonValue());
    return jsonText(QJsonDocument(cells));
}

QString errorsOf(const PageRecord &record)
{
    QJsonObject errors;
    qsizetype column = 0;
    for (const PageValue &value : record.values) {
        if (!value.error.isEmpty())
            errors[QString::number(column)] = value.error;
        ++column;
    }
    return errors.isEmpty() ? QString() : jsonText(QJsonDocument(errors));
}

QString sourcesOf(const PageRecord &record)
{
    QJsonArray sources{record.source.begin, record.source.end};
    for (const PageValue &value : record.values) {
        sources.append(value.source.begin);
        sources.append(value.source.end);
    }
    return jsonText(QJsonDocument(sources));
}

/// What the row of the page says: its error, else the first one of a value.
QString problemOf(const PageRecords &page, const QStringList &names)
{
    if (!page.error.isEmpty())
        return page.error;
    QString first;
    qsizetype count = 0;
    for (qsizetype at = 0; at < page.records.size(); ++at) {
        const QList<PageValue> &values = page.records[at].values;
        for (qsizetype i = 0; i < values.size(); ++i) {
            if (values[i].error.isEmpty() || ++count > 1)
                continue;
            const QString record = page.records.size() > 1 ? u"record %1, "_s.arg(at + 1) : QString();
            first = u"%1\"%2\": %3"_s.arg(record, names.value(i), values[i].error);
        }
    }
    return count > 1 ? u"%1 (and %2 more values)"_s.arg(first).arg(count - 1) : first;
}

} // namespace

Expected<RunRecipe, FileError> readRecipe(const SqlConnection &connection)
{
    QSqlQuery query = connection.query();
    if (!query.exec(u"SELECT id, recipe FROM recipes ORDER BY id DESC LIMIT 1"_s))
        return Unexpected(connection.fileError(query.lastError(), u"read"));
    RunRecipe found;
    if (!query.next())
        return found;
    found.id = query.value(0).toLongLong();
    const QByteArray json = query.value(1).toString().toUtf8();
    if (json.isEmpty())
        return found;
    const Expected<Recipe, QList<RecipeError>> recipe = recipeFromJson(json);
    if (!recipe)
        return Unexpected(FileError{u"\"%1\" can't be read: its recipe is damaged (%2). Use a backup."_s.arg(
            connection.path(), recipe.error().first().toString())});
    found.recipe = *recipe;
    return found;
}

bool insertRecipe(const SqlConnection &connection, const Recipe &recipe, QSqlError &error)
{
    QSqlQuery insert = connection.prepare(u"INSERT INTO recipes (made_at, recipe) VALUES (?, ?)"_s);
    insert.addBindValue(QDateTime::currentDateTimeUtc().toString(Qt::ISODateWithMs));
    insert.addBindValue(recipe.isEmpty() ? u""_s : QString::fromUtf8(recipeToJson(recipe)));
    const bool ok = insert.exec();
    error = insert.lastError();
    return ok;
}

QString extractionJoin(QStringView position)
{
    const QString join =
        u" LEFT JOIN main.extractions x ON x.record = r.id AND x.recipe = (SELECT max(id) FROM main.recipes)"
        " LEFT JOIN main.extracted e ON e.record = x.record"_s;
    return position.isEmpty() ? join : join + " AND e.position = "_L1 + position.toString();
}

QString inlinksOf()
{
    return u"(SELECT count(DISTINCT l.source) FROM main.links l WHERE l.target IN (r.url, r.final_url) AND l.source <> r.id)"_s;
}

QString extractionColumns(const Recipe &recipe)
{
    return "x.found, x.problem, e.position, e.cells"_L1
        + (inlinksField(recipe) < 0 ? QString() : ", "_L1 + inlinksOf());
}

void readExtraction(const QSqlQuery &query, int first, const Recipe &recipe, Record &record)
{
    if (query.isNull(first))
        return;
    record.records = query.value(first).toLongLong();
    if (const QString problem = query.value(first + 1).toString(); !problem.isEmpty())
        record.error += record.error.isEmpty() ? problem : u' ' + problem;
    record.position = query.value(first + 2).toLongLong();
    if (record.position == 0)
        return;
    const QJsonArray cells = arrayOf(query.value(first + 3));
    for (const auto &cell : cells)
        record.values << cell.toString();
    if (const qsizetype inlinks = inlinksField(recipe); inlinks >= 0 && inlinks < record.values.size())
        record.values[inlinks] = query.value(first + 4).toString();
}

Expected<std::optional<PageRecords>, FileError> readPageRecords(const SqlConnection &connection, qint64 id)
{
    QSqlQuery query =
        connection.prepare(u"SELECT x.problem, e.position, e.cells, e.errors, e.sources FROM main.records r%1 "
                           "WHERE r.id = ? AND x.record IS NOT NULL ORDER BY e.position"_s.arg(extractionJoin()));
    query.addBindValue(id);
    std::optional<PageRecords> page;
    if (query.exec()) {
        while (query.next()) {
            if (!page)
                page = PageRecords{{}, query.value(0).toString()};
            if (query.isNull(1))
                break;
            const QJsonArray cells = arrayOf(query.value(2));
            const QJsonObject errors = QJsonDocument::fromJson(query.value(3).toString().toUtf8()).object();
            const QJsonArray sources = arrayOf(query.value(4));
            const auto range = [&sources](qsizetype at) {
                return PageRange{sources[2 * at].toInteger(-1), sources[2 * at + 1].toInteger(-1)};
            };
            PageRecord record{{}, range(0)};
            for (qsizetype i = 0; i < cells.size(); ++i)
                record.values.append(
                    {!cells[i].isNull(), cells[i].toString(), errors[QString::number(i)].toString(), range(i + 1)});
            page->records.append(std::move(record));
        }
    }
    if (query.lastError().isValid())
        return Unexpected(connection.fileError(query.lastError(), u"read"));
    return page;
}

ExtractionWriter::ExtractionWriter(const SqlConnection &connection, const RunRecipe &recipe)
    : m_recipe(recipe.id), m_names(recipe.recipe.fieldNames()), m_wantsInlinks(inlinksField(recipe.recipe) >= 0),
      m_forgetRecords(connection.prepare(u"DELETE FROM extracted WHERE record = ?"_s)),
      m_forgetPage(connection.prepare(u"DELETE FROM extractions WHERE record = ?"_s)),
      m_forgetLinks(connection.prepare(u"DELETE FROM links WHERE source = ?"_s)),
      m_page(connection.prepare(u"INSERT INTO extractions (record, recipe, found, problem) VALUES (?, ?, ?, ?)"_s)),
      m_record(connection.prepare(
          u"INSERT INTO extracted (record, position, cells, errors, sources) VALUES (?, ?, ?, ?, ?)"_s)),
      m_link(connection.prepare(u"INSERT OR IGNORE INTO links (target, source) VALUES (?, ?)"_s))
{
}

bool ExtractionWriter::write(qint64 id, const PageRecords &page)
{
    if (!forget(id))
        return false;
    m_page.bindValue(0, id);
    m_page.bindValue(1, m_recipe);
    m_page.bindValue(2, page.records.size());
    const QString problem = problemOf(page, m_names);
    m_page.bindValue(3, problem.isEmpty() ? QString() : problem);
    if (!execute(m_page))
        return false;
    qint64 position = 0;
    for (const PageRecord &record : page.records) {
        m_record.bindValue(0, id);
        m_record.bindValue(1, ++position);
        m_record.bindValue(2, cellsOf(record));
        m_record.bindValue(3, errorsOf(record));
        m_record.bindValue(4, sourcesOf(record));
        if (!execute(m_record))
            return false;
    }
    for (const QByteArray &link : m_wantsInlinks ? page.links : QList<QByteArray>()) {
        m_link.bindValue(0, QString::fromUtf8(link));
        m_link.bindValue(1, id);
        if (!execute(m_link))
            return false;
    }
    return true;
}

bool ExtractionWriter::forget(qint64 id)
{
    m_forgetRecords.bindValue(0, id);
    m_forgetPage.bindValue(0, id);
    m_forgetLinks.bindValue(0, id);
    return execute(m_forgetRecords) && execute(m_forgetPage) && execute(m_forgetLinks);
}

bool ExtractionWriter::execute(QSqlQuery &query)
{
    const bool ok = query.exec();
    if (!ok)
        m_error = query.lastError();
    return ok;
}

} // namespace creel
