#pragma once

#include "base/expected.h"
#include "base/exportoptions.h"
#include "base/fileerror.h"
#include "base/record.h"
#include "base/tablecolumns.h"

#include <QIODevice>
#include <QString>
#include <QStringList>

#include <memory>

namespace creel {

/// Writes records in one format. Streams: holds no more than a buffer. Borrows the device, which is open for writing.
class RecordWriter
{
public:
    virtual ~RecordWriter() = default;
    /// Each returns false when the device failed; the device's errorString() says why.
    virtual bool begin() = 0;
    virtual bool write(const Record &record) = 0;
    virtual bool end() = 0;
};

/// The formats by file name ending, without the dot: {"csv"}.
QStringList exportFormats();
/// The writer for `path`'s ending; an unknown one is an error that names the known ones.
Expected<std::unique_ptr<RecordWriter>, FileError> writerFor(const QString &path, QIODevice &device,
                                                             QList<TableColumn> columns, const ExportOptions &options);

} // namespace creel
