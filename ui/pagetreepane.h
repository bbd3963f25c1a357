#pragma once

#include "run/previewpage.h"

#include <QWidget>

#include <memory>

class QTreeView;

namespace creel {

class PageTreeModel;

/// The tree of a page. An element that is clicked, or reached with the keys, is told.
class PageTreePane : public QWidget
{
    Q_OBJECT
public:
    explicit PageTreePane(QWidget *parent = nullptr);

    void setPage(std::shared_ptr<const PreviewPage> page);
    void reveal(quint32 element); ///< opens the way to it; tells nothing

Q_SIGNALS:
    void elementChosen(quint32 element);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    std::shared_ptr<const PreviewPage> m_page;
    PageTreeModel *m_model;
    QTreeView *m_view;
    bool m_isRevealing = false;
};

} // namespace creel
