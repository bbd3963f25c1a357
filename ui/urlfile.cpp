#include "urlfile.h"

#include "base/urllist.h"
#include "wording.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace creel {

namespace {

constexpr qint64 sizeLimit = 64 << 20; // an editor is no place for more

QString tr(const char *text) { return QCoreApplication::translate("creel::UrlList", text); }

} // namespace

Expected<UrlList, FileError> readUrlFile(const QString &path)
{
    const QFileInfo info(path);
    if (info.size() > sizeLimit) {
        return Unexpected(
            FileError{tr("%1 has %2, too much for the window. “creel-cli scrape --urls” takes lists of any size.")
                          .arg(path, byteText(info.size()))});
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return Unexpected(FileError{
            tr("%1 can't be read: %2. Check that it exists and that you may read it.").arg(path, file.errorString())});
    }
    const QByteArray bytes = file.readAll();
    if (file.error() != QFileDevice::NoError)
        return Unexpected(
            FileError{tr("%1 can't be read to its end: %2. Try it again.").arg(path, file.errorString())});
    const QString text = decodeText(bytes);
    if (text.contains(QChar::Null)) {
        return Unexpected(FileError{tr("%1 is no text file. Save the list as text or CSV, and open that.").arg(path)});
    }
    if (!isTableName(path))
        return UrlList{text, tr("%1 was opened.").arg(info.fileName())};
    const std::optional<UrlColumn> column = urlColumn(text);
    if (!column) {
        return Unexpected(
            FileError{tr("%1: none of its columns has URLs in the first %2 records. Put the URLs into a column "
                         "of their own, or save them as a text file with one URL a line.")
                          .arg(path, QString::number(UrlColumn::sampledRecords))});
    }
    const QString name = column->name.isEmpty() ? QString() : tr(" (“%1”)").arg(column->name);
    return UrlList{column->text,
                   tr("%1: Column %2%3 of %4 has the URLs: %5 taken.")
                       .arg(info.fileName(), QString::number(column->column), name, QString::number(column->columns),
                            rowsText(column->rows))};
}

} // namespace creel
