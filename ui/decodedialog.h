#pragma once

#include "base/rowquery.h"

#include <QDialog>

class QComboBox;
class QRadioButton;

namespace creel {

/// In which encoding stored pages are to be read again, and which pages.
class DecodeDialog : public QDialog
{
    Q_OBJECT
public:
    /// `ids`: the selected rows; `origin`: "https://a.example/" of the current one, empty: none; `charset`: its encoding.
    DecodeDialog(QList<qint64> ids, QString origin, const QString &charset, QWidget *parent = nullptr);

    RowQuery query() const;
    QString label() const; ///< WHATWG name; empty: as the pages say

private:
    const QList<qint64> m_ids;
    const QString m_origin;
    QComboBox *m_encoding;
    QRadioButton *m_rows, *m_host;
};

} // namespace creel
