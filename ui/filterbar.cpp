#include "filterbar.h"

#include "icons.h"
#include "statelook.h"
#include "wording.h"

#include <QAction>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>

namespace creel {

namespace {
constexpr std::array stateOrder = {RowState::Ok,        RowState::Failed,  RowState::Queued,  RowState::Stopped,
                                   RowState::Duplicate, RowState::Invalid, RowState::Skipped, RowState::Blank};
}

FilterBar::FilterBar(QWidget *parent)
    : QWidget(parent), m_text(new QLineEdit), m_state(new QComboBox), m_per(new QComboBox), m_result(new QLabel)
{
    auto *label = new QLabel(tr("&Filter:"));
    label->setBuddy(m_text);
    setFocusProxy(m_text);
    m_text->setObjectName(QStringLiteral("filterText"));
    m_text->setAccessibleName(tr("Filter by text"));
    m_text->setPlaceholderText(tr("Text in URL, title, description, heading, error or a value"));
    m_text->setClearButtonEnabled(true);
    m_text->addAction(glyphIcon(Glyph::Find), QLineEdit::LeadingPosition);

    m_state->setObjectName(QStringLiteral("filterState"));
    m_state->setAccessibleName(tr("Filter by state"));
    m_state->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_state->addItem(tr("All states"));
    for (const RowState state : stateOrder)
        m_state->addItem(glyphIcon(stateGlyph(state)), stateTitle(state), int(state));

    m_per->setObjectName(QStringLiteral("filterPer"));
    m_per->setAccessibleName(tr("A row for each"));
    m_per->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_per->addItem(tr("A row each page"), int(RowsPer::Page));
    m_per->addItem(tr("A row each record"), int(RowsPer::Record));
    m_per->hide();

    m_result->setAccessibleName(tr("Rows shown"));
    m_result->setForegroundRole(QPalette::PlaceholderText);

    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(label);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_state);
    layout->addWidget(m_per);
    layout->addWidget(m_result);

    m_text->installEventFilter(this);
    m_state->installEventFilter(this);
    m_pause.setSingleShot(true);
    m_pause.setInterval(200); // a query per word, not per key
    connect(&m_pause, &QTimer::timeout, this, &FilterBar::changed);
    connect(m_text, &QLineEdit::textChanged, &m_pause, qOverload<>(&QTimer::start));
    connect(m_state, &QComboBox::currentIndexChanged, this, &FilterBar::changed);
    connect(m_per, &QComboBox::currentIndexChanged, this, &FilterBar::changed);
}

QString FilterBar::text() const { return m_text->text().trimmed(); }

std::optional<RowState> FilterBar::state() const
{
    const QVariant state = m_state->currentData();
    return state.isValid() ? std::optional(RowState(state.toInt())) : std::nullopt;
}

RowsPer FilterBar::per() const { return RowsPer(m_per->currentData().toInt()); }

void FilterBar::offerRecords(bool offered)
{
    m_per->setVisible(offered);
    m_per->setCurrentIndex(offered ? 1 : 0);
}

void FilterBar::setCounts(const StateCounts &counts)
{
    m_state->setItemText(0, tr("All states (%1)").arg(grouped(counts.total())));
    for (int i = 1; i < m_state->count(); ++i) {
        const auto state = RowState(m_state->itemData(i).toInt());
        const QString text = tr("%1 (%2)", "state (number of rows)").arg(stateTitle(state), grouped(counts[state]));
        if (m_state->itemText(i) != text)
            m_state->setItemText(i, text);
    }
}

void FilterBar::setResult(qint64 shown, qint64 total, bool busy)
{
    if (busy)
        m_result->setText(tr("Searching …"));
    else if (per() == RowsPer::Record)
        m_result->setText(tr("%1 of %2", "rows of lines").arg(rowsText(shown), linesText(total)));
    else if (shown == total)
        m_result->setText(rowsText(total));
    else
        m_result->setText(tr("%1 of %2").arg(grouped(shown), rowsText(total)));
}

void FilterBar::focusText()
{
    m_text->setFocus(Qt::ShortcutFocusReason);
    m_text->selectAll();
}

bool FilterBar::eventFilter(QObject *watched, QEvent *event)
{
    const bool escape = event->type() == QEvent::KeyPress && static_cast<QKeyEvent *>(event)->key() == Qt::Key_Escape;
    if (escape)
        clear();
    return escape || QWidget::eventFilter(watched, event);
}

void FilterBar::clear()
{
    m_text->clear();
    m_state->setCurrentIndex(0);
}

} // namespace creel
