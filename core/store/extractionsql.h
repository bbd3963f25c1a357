#pragma once

#include "base/expected.h"
#include "base/fileerror.h"
#include "base/recipe.h"
#include "base/record.h"

#include <QSqlError>
#include <QSqlQuery>
#include <QString>

namespace creel {

class SqlConnection;

/// The newest recipe of a run file.
struct RunRecipe {
    qint64 id = 0; ///< of its row; 0: the run never had one
    Recipe recipe; ///< empty: it has none
};

Expected<RunRecipe, FileError> readRecipe(const SqlConnection &connection);
/// Makes it the newest one.
bool insertRecipe(const SqlConnection &connection, const Recipe &recipe, QSqlError &error);

/// What a SELECT on `records r` joins to have the page's extraction with the newest recipe (x) and its records (e): all of them, or
/// the one at `position`, an SQL expression.
QString extractionJoin(QStringView position = {});
/// The columns of these that readExtraction() reads, of a run with this recipe.
QString extractionColumns(const Recipe &recipe);
/// Adds what the query has from column `first` on to the record's cells.
void readExtraction(const QSqlQuery &query, int first, const Recipe &recipe, Record &record);
/// SQL: the number of other pages of the run that lead to `records r`, as far as they were read.
QString inlinksOf();

/// All records of a page; nullopt: it was not read with the newest recipe.
Expected<std::optional<PageRecords>, FileError> readPageRecords(const SqlConnection &connection, qint64 id);

/// The statements that put a page's records into the run file. For one transaction, which is its owner's.
class ExtractionWriter
{
public:
    ExtractionWriter(const SqlConnection &connection, const RunRecipe &recipe);

    /// Takes the place of what was found on the page before.
    bool write(qint64 id, const PageRecords &page);
    bool forget(qint64 id);
    const QSqlError &error() const { return m_error; } ///< of what failed

private:
    bool execute(QSqlQuery &query);

    const qint64 m_recipe;
    const QStringList m_names;
    bool m_wantsInlinks = false;
    QSqlQuery m_forgetRecords, m_forgetPage, m_forgetLinks, m_page, m_record, m_link;
    QSqlError m_error;
};

} // namespace creel
