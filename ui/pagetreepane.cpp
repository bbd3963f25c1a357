#include "pagetreepane.h"

#include "emptynote.h"
#include "pagetreemodel.h"

#include <QHeaderView>
#include <QTreeView>
#include <QVBoxLayout>

namespace creel {

PageTreePane::PageTreePane(QWidget *parent) : QWidget(parent), m_model(new PageTreeModel(this)), m_view(new QTreeView)
{
    m_view->setObjectName(QStringLiteral("pageTree"));
    m_view->setAccessibleName(tr("Elements of the page"));
    m_view->setModel(m_model);
    m_view->setUniformRowHeights(true); // or a million rows would be measured
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_view->header()->setStretchLastSection(true);
    m_view->setColumnWidth(PageTreeModel::Element, 42 * fontMetrics().averageCharWidth());
    m_view->viewport()->installEventFilter(this);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_view);
    setFocusProxy(m_view);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex &index) {
        if (index.isValid() && !m_isRevealing)
            Q_EMIT elementChosen(m_model->element(index));
    });
}

void PageTreePane::setPage(std::shared_ptr<const PreviewPage> page)
{
    m_page = page;
    m_isRevealing = true;
    m_model->setPage(std::move(page));
    m_view->expand(m_model->index(0, 0));
    m_isRevealing = false;
    m_view->viewport()->update();
}

void PageTreePane::reveal(quint32 element)
{
    const QModelIndex index = m_model->indexOf(element);
    if (!index.isValid())
        return;
    m_isRevealing = true;
    m_view->setCurrentIndex(index);
    m_view->scrollTo(index, QAbstractItemView::PositionAtCenter);
    m_isRevealing = false;
}

bool PageTreePane::eventFilter(QObject *watched, QEvent *event)
{
    const QString note = !m_page ? tr("The elements of the page: click one, and selectors for it are proposed.")
                                 : tr("This page is no HTML: it has no elements. Use a regex, or JSONPath for JSON.");
    return QWidget::eventFilter(watched, event)
        || (m_model->rowCount() == 0 && paintsEmptyNote(*watched, *event, note));
}

} // namespace creel
