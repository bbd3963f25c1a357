#include "welcome.h"

#include "icons.h"
#include "statelook.h"
#include "wording.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace creel {

namespace {
constexpr int columnWidth = 460;

QLabel *paragraph(const QString &text)
{
    auto *label = new QLabel(text);
    label->setWordWrap(true);
    label->setFixedWidth(columnWidth);
    return label;
}

QPushButton *linkLike(const QString &text)
{
    auto *button = new QPushButton(text);
    button->setFlat(true);
    button->setCursor(Qt::PointingHandCursor);
    button->setStyleSheet(QStringLiteral("QPushButton { text-align: left; padding: 3px 2px; }"));
    return button;
}
} // namespace

Welcome::Welcome(QWidget *parent)
    : QWidget(parent), m_lead(paragraph({})), m_start(new QPushButton(tr("&Start"))),
      m_open(new QPushButton(tr("&Open a list or a run …"))), m_recent(new QWidget)
{
    auto *title = paragraph(tr("From a list of URLs to a table"));
    QFont font = title->font();
    font.setPointSizeF(font.pointSizeF() * 1.7);
    title->setFont(font);

    m_start->setIcon(glyphIcon(Glyph::Start));
    m_start->setAccessibleName(tr("Start fetching"));
    m_start->setMinimumWidth(110);
    m_open->setIcon(glyphIcon(Glyph::Open));
    m_open->setAccessibleName(tr("Open a list or a run"));
    connect(m_start, &QPushButton::clicked, this, &Welcome::startRequested);
    connect(m_open, &QPushButton::clicked, this, &Welcome::openRequested);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_start);
    buttons->addWidget(m_open);
    buttons->addStretch();

    m_recentLayout = new QVBoxLayout(m_recent);
    m_recentLayout->setContentsMargins(0, 18, 0, 0);
    m_recentLayout->setSpacing(0);

    auto *column = new QVBoxLayout;
    column->setSpacing(12);
    column->addWidget(title);
    column->addWidget(m_lead);
    column->addWidget(
        paragraph(tr("<ol style='margin-left:-20px'>"
                     "<li style='margin-bottom:6px'>Paste URLs into the list on the left, or drop a text or CSV file "
                     "on the window.</li>"
                     "<li style='margin-bottom:6px'>Press Start (F5). Each page becomes a row while you watch.</li>"
                     "<li>Filter, sort, look inside, and take the table home with Export (Ctrl+E).</li></ol>")));
    column->addLayout(buttons);
    column->addWidget(m_recent);

    auto *centered = new QHBoxLayout;
    centered->addStretch();
    centered->addLayout(column);
    centered->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addLayout(centered);
    layout->addStretch(3);
    setReadyLines(0);
    setRecentRuns({});
}

QWidget *Welcome::focusPane() const { return m_start->isEnabled() ? m_start : m_open; }

void Welcome::setReadyLines(qint64 valid)
{
    m_start->setEnabled(valid > 0);
    m_start->setDefault(valid > 0);
    if (valid == 0)
        m_lead->setText(tr(
            "Creel fetches every page of a list and shows status, title, headings, links and more, one row a page."));
    else if (valid == 1)
        m_lead->setText(tr("One URL is ready."));
    else
        m_lead->setText(tr("%1 URLs are ready.").arg(grouped(valid)));
}

void Welcome::setRecentRuns(const QStringList &paths)
{
    while (const QLayoutItem *item = m_recentLayout->takeAt(0)) {
        delete item->widget();
        delete item;
    }
    m_recent->setVisible(!paths.isEmpty());
    if (paths.isEmpty())
        return;
    auto *heading = new QLabel(tr("Recent runs"));
    QFont font = heading->font();
    font.setBold(true);
    heading->setFont(font);
    m_recentLayout->addWidget(heading);
    for (const QString &path : paths) {
        const QFileInfo info(path);
        QPushButton *button = linkLike(tr("%1   (%2)").arg(info.completeBaseName(), byteText(info.size())));
        button->setAccessibleName(tr("Open the run %1").arg(info.completeBaseName()));
        button->setToolTip(path);
        connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT runRequested(path); });
        m_recentLayout->addWidget(button);
    }
}

} // namespace creel
