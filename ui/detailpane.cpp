#include "detailpane.h"

#include "recordsummary.h"
#include "run/run.h"
#include "run/whendone.h"
#include "sourceview.h"

#include <QEvent>
#include <QFontDatabase>
#include <QPlainTextEdit>
#include <QTabBar>
#include <QTabWidget>
#include <QTextBrowser>
#include <QVBoxLayout>

namespace creel {

namespace {

QTextBrowser *makeBrowser(const QString &name)
{
    auto *browser = new QTextBrowser;
    browser->setAccessibleName(name);
    browser->setOpenExternalLinks(true);
    browser->setFrameShape(QFrame::NoFrame);
    browser->setTabChangesFocus(true);
    browser->document()->setDocumentMargin(8);
    return browser;
}

} // namespace

DetailPane::DetailPane(QWidget *parent)
    : QWidget(parent), m_tabs(new QTabWidget), m_summary(makeBrowser(tr("Summary of the row"))),
      m_hops(makeBrowser(tr("Redirects"))), m_head(new QPlainTextEdit), m_source(new SourceView)
{
    m_summary->setObjectName(QStringLiteral("summary"));
    m_summary->setPlaceholderText(tr("Select a row to see everything about it."));
    m_head->setObjectName(QStringLiteral("head"));
    m_head->setAccessibleName(tr("Header fields of the answer"));
    m_head->setPlaceholderText(tr("The header fields of the answer, as they came."));
    m_head->setReadOnly(true);
    m_head->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_head->setTabChangesFocus(true);
    m_head->setFrameShape(QFrame::NoFrame);
    m_head->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_head->document()->setDocumentMargin(8);

    m_tabs->setObjectName(QStringLiteral("details"));
    m_tabs->setDocumentMode(true);
    m_tabs->setAccessibleName(tr("Details of the selected row"));
    m_tabs->tabBar()->setAccessibleName(tr("Details of the selected row"));
    m_tabs->addTab(m_summary, tr("S&ummary"));
    m_tabs->addTab(m_head, tr("Hea&ders"));
    m_tabs->addTab(m_hops, tr("Redirec&ts"));
    m_tabs->addTab(m_source, tr("Sour&ce"));
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, &DetailPane::showSource);
}

void DetailPane::show(Run *run, const Record *record)
{
    const int generation = ++m_generation;
    if (!run || !record) {
        m_record.reset();
        m_details = {};
        showAll();
        return;
    }
    if (!m_record || m_record->id != record->id)
        m_details = {}; // else the old ones stand until the new ones are read: no flicker
    m_record = *record;
    m_fields = run->recipe().fieldNames();
    showAll();
    whenDone(run->details(record->id), this, [this, generation](const Expected<RecordDetails, FileError> &details) {
        if (generation != m_generation)
            return;
        if (details) {
            m_details = *details;
            showAll();
        } else {
            Q_EMIT failed(details.error().message);
        }
    });
}

void DetailPane::showAll()
{
    m_summary->setHtml(m_record ? summaryHtml(*m_record, m_details, m_fields, palette()) : QString());
    m_hops->setHtml(m_record ? hopsHtml(*m_record, m_details, palette()) : QString());
    m_head->setPlainText(QString::fromLatin1(m_details.head).remove(u'\r').trimmed());
    m_sourceShown = false;
    showSource();
}

void DetailPane::showSource()
{
    if (m_sourceShown || m_tabs->currentWidget() != m_source)
        return;
    m_sourceShown = true;
    m_source->show(m_details.body, m_record ? m_record->charset : QString(),
                   m_record ? tr("No page is kept for this row.") : tr("Select a row to see its source."));
}

QWidget *DetailPane::focusPane() const
{
    return m_tabs->currentWidget() == m_source ? m_source->focusProxy() : m_tabs->currentWidget();
}

void DetailPane::focusFind()
{
    m_tabs->setCurrentWidget(m_source);
    m_source->focusFind();
}

void DetailPane::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange) // its HTML has colours
        showAll();
}

} // namespace creel
