#include "pagechooser.h"

#include "icons.h"
#include "wording.h"

#include <QAbstractItemView>
#include <QAction>
#include <QCompleter>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QToolButton>

#include <algorithm>
#include <utility>

namespace creel {

namespace {

constexpr int idRole = Qt::UserRole + 1;

QToolButton *makeButton(const char *name, const QString &text, const QString &hint)
{
    auto *button = new QToolButton;
    button->setObjectName(QLatin1StringView(name));
    button->setText(text);
    button->setAccessibleName(hint);
    button->setToolTip(hint);
    button->setFocusPolicy(Qt::TabFocus);
    return button;
}

} // namespace

PageChooser::PageChooser(RecipePreview &preview, QWidget *parent)
    : QWidget(parent), m_preview(preview), m_previous(makeButton("previousPage", {}, tr("The page before"))),
      m_next(makeButton("nextPage", {}, tr("The page after"))),
      m_none(makeButton("nextPageWithNone", tr("With none"), tr("The next page of the sample without a value"))),
      m_file(makeButton("openPage", tr("Open a Page …"), tr("Open a page that you saved, to try the rules on it"))),
      m_search(new QLineEdit), m_completer(new QCompleter(this)), m_found(new QStandardItemModel(this))
{
    m_previous->setArrowType(Qt::LeftArrow);
    m_next->setArrowType(Qt::RightArrow);
    m_file->setIcon(glyphIcon(Glyph::Open));
    m_file->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    m_search->setObjectName(QStringLiteral("pageSearch"));
    m_search->setAccessibleName(tr("Page that is looked at; type to find another one"));
    m_search->addAction(glyphIcon(Glyph::Find), QLineEdit::LeadingPosition);
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion); // the run has filtered
    m_completer->setModel(m_found);
    m_completer->setWidget(m_search);
    m_completer->setMaxVisibleItems(12);
    m_completer->popup()->setAccessibleName(tr("Pages that were found"));
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(4);
    layout->addWidget(m_previous);
    layout->addWidget(m_search, 1);
    layout->addWidget(m_next);
    layout->addWidget(m_none);
    layout->addWidget(m_file);

    m_pause.setSingleShot(true);
    m_pause.setInterval(200);
    connect(&m_pause, &QTimer::timeout, this, [this] { m_preview.find(m_search->text().trimmed()); });
    connect(m_search, &QLineEdit::textEdited, &m_pause, qOverload<>(&QTimer::start));
    connect(m_search, &QLineEdit::returnPressed, this, [this] {
        m_pause.stop();
        m_opensFirst = true;
        m_preview.find(m_search->text().trimmed());
    });
    connect(m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
            [this](const QModelIndex &index) { m_preview.openRow(index.data(idRole).toLongLong()); });
    connect(m_previous, &QToolButton::clicked, this, [this] { m_preview.openNeighbour(m_page.row.id, -1); });
    connect(m_next, &QToolButton::clicked, this, [this] { m_preview.openNeighbour(m_page.row.id, 1); });
    connect(m_none, &QToolButton::clicked, this, &PageChooser::openNextWithNone);
    connect(m_file, &QToolButton::clicked, this, &PageChooser::fileWanted);
    connect(&preview, &RecipePreview::pageOpened, this, &PageChooser::takePage);
    connect(&preview, &RecipePreview::found, this, &PageChooser::showFound);
    refresh();
}

void PageChooser::setHasRun(bool hasRun)
{
    m_hasRun = hasRun;
    m_found->clear();
    refresh();
}

void PageChooser::setPagesWithNone(const QString &field, const QList<qint64> &ids)
{
    m_withNone = ids;
    m_none->setToolTip(
        ids.isEmpty()
            ? tr("The next page of the sample without a value")
            : tr("The next of %1 pages of the sample on which “%2” finds nothing").arg(grouped(ids.size()), field));
    refresh();
}

void PageChooser::focusSearch()
{
    m_search->setFocus(Qt::ShortcutFocusReason);
    m_search->selectAll();
}

void PageChooser::takePage(const OpenedPage &page)
{
    m_page = page;
    m_search->setText(page.row.id > 0 ? QString::fromUtf8(page.row.url) : page.fileName);
    m_search->setCursorPosition(0);
    m_search->setToolTip(page.row.id > 0 ? tr("Line %1: %2").arg(grouped(page.row.line), m_search->text())
                                         : tr("The file %1").arg(page.fileName));
    refresh();
}

void PageChooser::showFound(const QString &text, const QList<PageRow> &rows)
{
    m_found->clear();
    for (const PageRow &row : rows) {
        auto *item = new QStandardItem(QString::fromUtf8(row.url));
        item->setData(row.id, idRole);
        item->setToolTip(tr("Line %1").arg(grouped(row.line)));
        m_found->appendRow(item);
    }
    if (std::exchange(m_opensFirst, false)) {
        m_completer->popup()->hide();
        if (!rows.isEmpty())
            m_preview.openRow(rows.first().id);
        else
            Q_EMIT nothingFound(text);
    } else if (m_search->hasFocus() && m_search->isModified() && !rows.isEmpty()) {
        m_completer->complete();
    }
}

/// After the page that is open, and round again.
void PageChooser::openNextWithNone()
{
    if (m_withNone.isEmpty())
        return;
    const auto next = std::upper_bound(m_withNone.begin(), m_withNone.end(), m_page.row.id);
    m_preview.openRow(next == m_withNone.end() ? m_withNone.first() : *next);
}

void PageChooser::refresh()
{
    m_previous->setEnabled(m_hasRun && m_page.row.id > 1);
    m_next->setEnabled(m_hasRun);
    m_none->setEnabled(m_hasRun && !m_withNone.isEmpty());
    m_search->setEnabled(m_hasRun);
    m_search->setPlaceholderText(m_hasRun ? tr("Find a page of the run by its URL or title")
                                          : tr("Open a page to try the rules on it; a run has its own"));
}

} // namespace creel
