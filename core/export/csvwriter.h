#pragma once

#include "export/recordwriter.h"

#include <QStringEncoder>

namespace creel {

/// CSV after RFC 4180, in UTF-8: a header row, CRLF line ends, cells quoted where they have to be, full values. Two
/// things are not kept, because no reader takes them: NUL and lone surrogates become U+FFFD.
class CsvWriter final : public RecordWriter
{
public:
    CsvWriter(QIODevice &device, QList<TableColumn> columns, const ExportOptions &options);
    bool begin() override;
    bool write(const Record &record) override;
    bool end() override;

private:
    void appendCell(QStringView text, bool isGuarded);
    void appendEncoded(QStringView text);
    bool flush();
    QIODevice &m_device;
    const QList<TableColumn> m_columns;
    ExportOptions m_options;
    QByteArray m_buffer;
    QStringEncoder m_encoder{QStringConverter::Utf8, QStringConverter::Flag::Stateless};
};

} // namespace creel
