#include "run/export.h"

#include "export/recordwriter.h"
#include "store/rowsource.h"

#include <QSaveFile>

namespace creel {

using namespace Qt::StringLiterals;

Expected<qint64, FileError> exportRun(const QString &runPath, const QString &outputPath, const ExportOptions &options,
                                      std::stop_token stop, const std::function<void(qint64)> &progress)
{
    constexpr qint64 progressEvery = 10'000;
    Expected<std::unique_ptr<RowSource>, FileError> source = RowSource::open(runPath);
    if (!source)
        return Unexpected(source.error());
    const Expected<CrawlOptions, FileError> runOptions = (*source)->options();
    if (!runOptions)
        return Unexpected(runOptions.error());
    const Expected<Recipe, FileError> recipe = (*source)->recipe();
    if (!recipe)
        return Unexpected(recipe.error());
    const RowsPer per = options.per.value_or(recipe->givesManyRecords() ? RowsPer::Record : RowsPer::Page);
    QSaveFile file(outputPath); // nothing lands without commit()
    const Expected<std::unique_ptr<RecordWriter>, FileError> writer =
        writerFor(outputPath, file, tableColumns(runOptions->follow.any(), *recipe), options);
    if (!writer)
        return Unexpected(writer.error());
    const auto notWritten = [&outputPath, &file] {
        return Unexpected(
            FileError{u"\"%1\" can't be written: %2. Free some space or choose another place; what was there "
                      "before is unchanged."_s.arg(outputPath, file.errorString())});
    };
    if (!file.open(QIODevice::WriteOnly) || !writer.value()->begin())
        return notWritten();

    bool written = true;
    qint64 rows = 0;
    const auto take = [&](const Record &record) {
        if (stop.stop_requested())
            return false;
        written = writer.value()->write(record);
        if (++rows % progressEvery == 0 && progress)
            progress(rows);
        return written;
    };
    const Expected<qint64, FileError> read = (*source)->forEach(take, per);
    if (!read)
        return Unexpected(read.error());
    if (stop.stop_requested())
        return Unexpected(
            FileError{u"The export to \"%1\" was stopped; what was there before is unchanged."_s.arg(outputPath)});
    // flush(), because commit() of Qt 6.4 overlooks it when the last few bytes found no room.
    if (!written || !writer.value()->end() || !file.flush() || !file.commit())
        return notWritten();
    if (progress)
        progress(rows);
    return rows;
}

} // namespace creel
