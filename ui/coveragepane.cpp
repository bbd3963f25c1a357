#include "coveragepane.h"

#include "rulemodel.h"
#include "wording.h"

#include <QAbstractTableModel>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

/// The most frequent values of a field.
class ValueList : public QAbstractTableModel
{
public:
    using QAbstractTableModel::QAbstractTableModel;

    void setValues(const QList<ValueCount> &values)
    {
        beginResetModel();
        m_values = values;
        endResetModel();
    }

    int rowCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : int(m_values.size()); }
    int columnCount(const QModelIndex &parent = {}) const override { return parent.isValid() ? 0 : 2; }
    QVariant data(const QModelIndex &index, int role) const override
    {
        if (!index.isValid())
            return {};
        const ValueCount &value = m_values[index.row()];
        if (role == Qt::TextAlignmentRole && index.column() == 0)
            return QVariant(Qt::AlignRight | Qt::AlignVCenter);
        if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
            return {};
        if (index.column() == 0)
            return grouped(value.pages);
        return value.value.isEmpty() ? CoveragePane::tr("(an empty text)") : value.value.simplified();
    }
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole)
            return QVariant((section == 0 ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        return section == 0 ? CoveragePane::tr("Pages") : CoveragePane::tr("Value");
    }

private:
    QList<ValueCount> m_values;
};

CoveragePane::CoveragePane(QWidget *parent)
    : QWidget(parent), m_sum(new QLabel), m_values(new ValueList(this)), m_table(new QTableView)
{
    m_sum->setObjectName(QStringLiteral("fieldCoverage"));
    m_sum->setWordWrap(true);
    auto *row = new QHBoxLayout;
    row->setSpacing(6);
    m_none = addButton("coverageNone", tr("Open the next page on which it finds nothing"));
    m_many = addButton("coverageMany", tr("Open the next page on which it finds several things and takes one"));
    m_wrong = addButton("coverageWrong", tr("Open the next page with a value that is wrong"));
    for (QToolButton *button : {m_none, m_many, m_wrong})
        row->addWidget(button);
    row->addStretch();
    m_table->setObjectName(QStringLiteral("topValues"));
    m_table->setAccessibleName(tr("The most frequent values on the sample"));
    m_table->setModel(m_values);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setStretchLastSection(true);
    m_table->setColumnWidth(0, 9 * fontMetrics().averageCharWidth());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(6, 6, 6, 0);
    layout->addWidget(m_sum);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);

    connect(m_none, &QToolButton::clicked, this, [this] { Q_EMIT pageRequested(m_noneIds); });
    connect(m_many, &QToolButton::clicked, this, [this] { Q_EMIT pageRequested(m_manyIds); });
    connect(m_wrong, &QToolButton::clicked, this, [this] { Q_EMIT pageRequested(m_wrongIds); });
}

QToolButton *CoveragePane::addButton(const char *name, const QString &hint)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1StringView(name));
    button->setToolTip(hint);
    button->setFocusPolicy(Qt::TabFocus);
    button->hide();
    return button;
}

void CoveragePane::show(QToolButton *button, const QString &text, const QList<qint64> &ids)
{
    button->setText(text.arg(grouped(ids.size())));
    button->setAccessibleName(button->text());
    button->setVisible(!ids.isEmpty());
}

void CoveragePane::setNote(const QString &note) { m_note = note; }

void CoveragePane::setField(const FieldCoverage *field, const RecipeCoverage &coverage)
{
    const bool known = field && coverage.pages > 0;
    m_noneIds = known ? field->pagesWithNone : QList<qint64>();
    m_manyIds = known ? field->pagesWithMany : QList<qint64>();
    m_wrongIds = known ? field->pagesWithErrors : QList<qint64>();
    show(m_none, tr("%1 pages with none ▸"), m_noneIds);
    show(m_many, tr("%1 pages with many ▸"), m_manyIds);
    show(m_wrong, tr("%1 pages with a wrong value ▸"), m_wrongIds);
    m_values->setValues(known ? field->top : QList<ValueCount>());
    m_table->setVisible(known);
    if (!known) {
        m_sum->setText(m_note);
        return;
    }
    QString sum = tr("“%1” on the sample: %2").arg(field->name, coverageText(*field, coverage));
    if (coverage.records > coverage.pages)
        sum += tr(" (%1 of %2 records)").arg(grouped(field->found), grouped(coverage.records));
    if (coverage.pages < coverage.wanted)
        sum += tr(" – %1 pages so far").arg(grouped(coverage.pages));
    m_sum->setText(sum);
}

} // namespace creel
