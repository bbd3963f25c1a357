#include "matchview.h"

#include "statelook.h"

#include <QFontDatabase>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>

namespace creel {

namespace {

constexpr int mostHighlights = 400; // in sight; more is a wall of colour

QColor tint(Tone tone, const QPalette &palette, float alpha)
{
    const QColor color = toneColor(tone, palette), base = palette.color(QPalette::Base);
    const auto mixed = [alpha](int over, int under) { return int(alpha * float(over) + (1 - alpha) * float(under)); };
    return QColor(mixed(color.red(), base.red()), mixed(color.green(), base.green()), mixed(color.blue(), base.blue()));
}

} // namespace

MatchView::MatchView(QWidget *parent) : QPlainTextEdit(parent)
{
    setObjectName(QStringLiteral("recipeSource"));
    setReadOnly(true);
    setLineWrapMode(NoWrap);
    setUndoRedoEnabled(false);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setTabChangesFocus(true);
    setFrameShape(QFrame::NoFrame);
    setAccessibleName(tr("Source of the page"));
    setPlaceholderText(tr("The source of the page, with what the rules find in it."));
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    connect(verticalScrollBar(), &QScrollBar::valueChanged, this, &MatchView::highlight);
}

void MatchView::setPage(std::shared_ptr<const PreviewPage> page)
{
    m_page = std::move(page);
    m_matches = {};
    m_revealed = {};
    showExcerpt(0);
}

void MatchView::showExcerpt(qint64 around)
{
    m_excerpt = m_page ? SourceExcerpt(m_page->source(), around) : SourceExcerpt();
    setPlainText(m_excerpt.text());
    highlight();
    Q_EMIT excerptChanged();
}

void MatchView::setMatches(const PageMatches &matches)
{
    m_matches = matches;
    highlight();
}

void MatchView::reveal(PageRange range)
{
    m_revealed = range;
    if (m_page && range.begin >= 0)
        scrollTo(range);
    highlight();
}

void MatchView::ensureSeen(const QList<PageRange> &ranges)
{
    const auto isReal = [](PageRange range) { return range.begin >= 0; };
    const auto first = std::find_if(ranges.begin(), ranges.end(), isReal);
    if (m_page && first != ranges.end())
        scrollTo(*first);
}

void MatchView::scrollTo(PageRange range)
{
    if (!m_excerpt.shows(range.begin))
        showExcerpt(range.begin);
    QTextCursor cursor(document());
    cursor.setPosition(m_excerpt.position(range.begin));
    setTextCursor(cursor);
    centerCursor();
}

/// Editors look at all selections for each line that they paint: only those in sight are given.
void MatchView::highlight()
{
    const QTextBlock first = firstVisibleBlock();
    const int lines = viewport()->height() / std::max(1, fontMetrics().height()) + 2;
    const QTextBlock last = document()->findBlockByNumber(std::min(first.blockNumber() + lines, blockCount() - 1));
    const qint64 begin = m_excerpt.byteAt(first.position());
    const qint64 end = m_excerpt.byteAt(last.position() + last.length() - 1);

    QList<QTextEdit::ExtraSelection> selections;
    const auto add = [&](const QList<PageRange> &ranges, const QColor &background, bool isStrong) {
        for (const PageRange &range : ranges) {
            if (range.begin < 0 || range.end < begin || range.begin > end || selections.size() > mostHighlights)
                continue;
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(document());
            selection.cursor.setPosition(m_excerpt.position(std::max(range.begin, begin)));
            selection.cursor.setPosition(m_excerpt.position(std::min(range.end, end)), QTextCursor::KeepAnchor);
            selection.format.setBackground(background);
            if (isStrong)
                selection.format.setFontUnderline(true); // not by colour alone
            selections.append(selection);
        }
    };
    add(m_matches.records, tint(Tone::Quiet, palette(), 0.14f), false);
    add(m_matches.values, tint(Tone::Good, palette(), 0.28f), false);
    add(m_matches.current, tint(Tone::Warn, palette(), 0.34f), true);
    if (m_revealed.begin >= 0)
        add({m_revealed}, tint(Tone::Calm, palette(), 0.4f), false);
    setExtraSelections(selections);
}

void MatchView::mouseReleaseEvent(QMouseEvent *event)
{
    QPlainTextEdit::mouseReleaseEvent(event);
    if (event->button() == Qt::LeftButton && !textCursor().hasSelection())
        tellPlace();
}

void MatchView::keyPressEvent(QKeyEvent *event)
{
    QPlainTextEdit::keyPressEvent(event);
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        tellPlace();
}

void MatchView::tellPlace()
{
    if (m_page && !m_excerpt.text().isEmpty())
        Q_EMIT clicked(m_excerpt.byteAt(textCursor().position()));
}

void MatchView::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    highlight();
}

void MatchView::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::PaletteChange)
        highlight();
}

} // namespace creel
