#include "decodedialog.h"

#include "run/charsetcheck.h"
#include "wording.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QVBoxLayout>

namespace creel {

DecodeDialog::DecodeDialog(QList<qint64> ids, QString origin, const QString &charset, QWidget *parent)
    : QDialog(parent), m_ids(std::move(ids)), m_origin(std::move(origin)), m_encoding(new QComboBox),
      m_rows(new QRadioButton(tr("The &selected rows (%1)").arg(grouped(m_ids.size())))),
      m_host(new QRadioButton(tr("&All pages of %1").arg(m_origin)))
{
    setWindowTitle(tr("Decode again"));
    m_encoding->setObjectName(QStringLiteral("encoding"));
    m_encoding->setAccessibleName(tr("Encoding"));
    m_encoding->addItem(tr("As the page says"), QString());
    for (const QString &name : encodingNames())
        m_encoding->addItem(name, name);
    m_encoding->setCurrentIndex(std::max(0, m_encoding->findData(charset)));
    m_rows->setObjectName(QStringLiteral("decodeRows"));
    m_rows->setChecked(true);
    m_host->setObjectName(QStringLiteral("decodeHost"));
    m_host->setEnabled(!m_origin.isEmpty());

    auto *about =
        new QLabel(tr("The stored pages are read again in this encoding, without asking the server: title, text and "
                      "the values of the recipe become those of it."));
    about->setWordWrap(true);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    buttons->button(QDialogButtonBox::Ok)->setText(tr("&Decode"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *form = new QFormLayout;
    form->addRow(tr("&Encoding"), m_encoding);
    form->addRow(tr("Pages"), m_rows);
    form->addRow({}, m_host);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(about);
    layout->addLayout(form);
    layout->addWidget(buttons);
}

RowQuery DecodeDialog::query() const
{
    RowQuery query;
    if (m_host->isChecked())
        query.origin = m_origin;
    else
        query.ids = m_ids;
    return query;
}

QString DecodeDialog::label() const { return m_encoding->currentData().toString(); }

} // namespace creel
