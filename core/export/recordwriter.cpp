#include "export/recordwriter.h"

#include "export/csvwriter.h"

#include <QFileInfo>

namespace creel {

using namespace Qt::StringLiterals;

QStringList exportFormats() { return {u"csv"_s}; }

Expected<std::unique_ptr<RecordWriter>, FileError> writerFor(const QString &path, QIODevice &device,
                                                             QList<TableColumn> columns, const ExportOptions &options)
{
    if (QFileInfo(path).suffix().compare("csv"_L1, Qt::CaseInsensitive) == 0)
        return std::unique_ptr<RecordWriter>(std::make_unique<CsvWriter>(device, std::move(columns), options));
    return Unexpected(
        FileError{u"\"%1\" can't be written: its ending names no format that Creel knows. Choose a name that "
                  "ends in .%2."_s.arg(path, exportFormats().join(" or ."_L1))});
}

} // namespace creel
