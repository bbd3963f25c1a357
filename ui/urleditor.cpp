#include "urleditor.h"

#include "icons.h"
#include "statelook.h"
#include "wave.h"

#include <QHelpEvent>
#include <QMimeData>
#include <QPainter>
#include <QScrollBar>
#include <QTextBlock>
#include <QToolTip>
#include <QUrl>

namespace creel {

namespace {
constexpr qsizetype pieceLength = 49'152;   // characters: a few milliseconds
constexpr qsizetype piecewiseFrom = 65'536; // shorter pastes go in at once
constexpr qint64 pieceMs = 6;               // then other events have their turn

bool isProblem(const LedgerLine &line) { return line.state == RowState::Invalid || line.state == RowState::Duplicate; }
} // namespace

/// Line numbers, and a mark where a line has a problem.
class LineNumberArea : public QWidget
{
public:
    explicit LineNumberArea(UrlEditor &editor) : QWidget(&editor), m_editor(editor) { }
    QSize sizeHint() const override { return QSize(m_editor.numberAreaWidth(), 0); }

protected:
    void paintEvent(QPaintEvent *event) override { m_editor.paintNumberArea(event); }

private:
    UrlEditor &m_editor;
};

UrlEditor::UrlEditor(QWidget *parent) : QPlainTextEdit(parent), m_numberArea(new LineNumberArea(*this))
{
    setLineWrapMode(NoWrap);
    setTabChangesFocus(true);
    setAccessibleName(tr("URLs"));
    setPlaceholderText(tr("Paste URLs here, one a line,\nor drop a text or CSV file."));
    connect(this, &QPlainTextEdit::blockCountChanged, this, &UrlEditor::layOutNumberArea);
    connect(this, &QPlainTextEdit::updateRequest, this, [this](const QRect &area, int dy) {
        if (dy != 0)
            m_numberArea->scroll(0, dy);
        else
            m_numberArea->update(0, area.y(), m_numberArea->width(), area.height());
    });
    connect(this, &QPlainTextEdit::cursorPositionChanged, m_numberArea, qOverload<>(&QWidget::update));
    m_nextPiece.setSingleShot(true);
    connect(&m_nextPiece, &QTimer::timeout, this, &UrlEditor::insertPiece);
    layOutNumberArea();
}

// --- taking text in ---

bool UrlEditor::canInsertFromMimeData(const QMimeData *source) const { return source->hasText() || source->hasUrls(); }

void UrlEditor::insertFromMimeData(const QMimeData *source)
{
    const QList<QUrl> urls = source->urls();
    if (!urls.isEmpty() && urls.first().isLocalFile())
        Q_EMIT filesDropped(urls);
    else
        insertPiecewise(source->text(), true);
}

void UrlEditor::replaceText(const QString &text)
{
    finishInsertion();
    m_ledger.reset();
    setPlainText({});
    insertPiecewise(text, false);
}

QString UrlEditor::text()
{
    finishInsertion();
    return toPlainText();
}

void UrlEditor::insertPiecewise(const QString &text, bool undoable)
{
    finishInsertion();
    m_insertion = text;
    m_insertion.replace(QChar::LineSeparator, u'\n'); // would be a line end inside one of our lines
    m_insertion.replace(QStringLiteral("\r\n"), QStringLiteral("\n"));
    m_inserted = 0;
    m_insertionUndoable = undoable;
    m_insertionCursor = textCursor();
    if (undoable) {
        m_insertionCursor.beginEditBlock();
        m_insertionCursor.removeSelectedText();
        m_insertionCursor.endEditBlock();
    } else {
        setUndoRedoEnabled(false);
    }
    m_wasReadOnly = isReadOnly();
    setReadOnly(true);        // no key may fall between two pieces
    setUpdatesEnabled(false); // nor is each worth a repaint
    if (m_insertion.size() < piecewiseFrom)
        finishInsertion();
    else
        insertPiece();
}

void UrlEditor::insertPiece()
{
    QElapsedTimer clock;
    clock.start();
    while (isInserting() && clock.elapsed() < pieceMs) {
        m_insertionCursor.joinPreviousEditBlock(); // one step of undo
        m_insertionCursor.insertText(
            m_insertion.sliced(m_inserted, std::min(pieceLength, m_insertion.size() - m_inserted)));
        m_insertionCursor.endEditBlock();
        m_inserted += pieceLength;
    }
    if (isInserting())
        m_nextPiece.start(0);
    else
        finishInsertion();
}

void UrlEditor::finishInsertion()
{
    if (m_insertionCursor.isNull())
        return;
    m_nextPiece.stop();
    if (isInserting()) {
        m_insertionCursor.joinPreviousEditBlock();
        m_insertionCursor.insertText(m_insertion.sliced(m_inserted));
        m_insertionCursor.endEditBlock();
    }
    m_insertion.clear();
    m_inserted = 0;
    setReadOnly(m_wasReadOnly);
    setUpdatesEnabled(true);
    if (m_insertionUndoable) {
        setTextCursor(m_insertionCursor); // as after any paste
        ensureCursorVisible();
    } else {
        setUndoRedoEnabled(true);
        moveCursor(QTextCursor::Start);
        document()->setModified(false);
    }
    m_insertionCursor = {};
    Q_EMIT insertionFinished();
}

void UrlEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->matches(QKeySequence::InsertLineSeparator)) { // Shift+Return: a line is a line
        QKeyEvent plain(QEvent::KeyPress, Qt::Key_Return, Qt::NoModifier, QStringLiteral("\r"));
        QPlainTextEdit::keyPressEvent(&plain);
        return;
    }
    QPlainTextEdit::keyPressEvent(event);
}

// --- problems ---

void UrlEditor::setLedger(std::shared_ptr<const Ledger> ledger)
{
    m_ledger = std::move(ledger);
    viewport()->update();
    m_numberArea->update();
}

const LedgerLine *UrlEditor::judgement(const QTextBlock &block) const
{
    if (!m_ledger || block.blockNumber() >= m_ledger->size())
        return nullptr;
    const LedgerLine &line = m_ledger->lines()[size_t(block.blockNumber())];
    return line.text == block.text() ? &line : nullptr;
}

bool UrlEditor::goToProblem(bool forward)
{
    if (!m_ledger || m_ledger->size() == 0)
        return false;
    const auto count = int(m_ledger->size());
    const int start = std::min(textCursor().blockNumber(), count - 1);
    for (int step = 1; step <= count; ++step) {
        const int number = (start + (forward ? step : count - step % count)) % count;
        if (!isProblem(m_ledger->lines()[size_t(number)]))
            continue;
        QTextCursor cursor(document()->findBlockByNumber(number));
        cursor.movePosition(QTextCursor::EndOfBlock);
        cursor.movePosition(QTextCursor::StartOfBlock, QTextCursor::KeepAnchor); // a long line is shown from its start
        setTextCursor(cursor);
        centerCursor();
        setFocus();
        return true;
    }
    return false;
}

bool UrlEditor::viewportEvent(QEvent *event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto *help = static_cast<QHelpEvent *>(event);
        const LedgerLine *line = judgement(cursorForPosition(help->pos()).block());
        if (line && !line->reason.isEmpty())
            QToolTip::showText(help->globalPos(), line->reason, viewport());
        else
            QToolTip::hideText();
        return true;
    }
    return QPlainTextEdit::viewportEvent(event);
}

// --- painting ---

template <class Visitor>
void UrlEditor::visitVisibleBlocks(const QRect &area, Visitor visit)
{
    QTextBlock block = firstVisibleBlock();
    qreal top = blockBoundingGeometry(block).translated(contentOffset()).top();
    while (block.isValid() && top <= area.bottom()) {
        const qreal height = blockBoundingRect(block).height();
        if (block.isVisible() && top + height >= area.top())
            visit(block, QRectF(0, top, viewport()->width(), height));
        top += height;
        block = block.next();
    }
}

void UrlEditor::paintEvent(QPaintEvent *event)
{
    QPainter painter(viewport());
    visitVisibleBlocks(event->rect(), [&](const QTextBlock &block, const QRectF &rect) {
        const LedgerLine *line = judgement(block);
        if (!line || !isProblem(*line))
            return;
        QColor tint = toneColor(stateTone(line->state), palette());
        tint.setAlphaF(line->state == RowState::Invalid ? 0.16f : 0.07f);
        painter.fillRect(rect, tint);
        if (line->state != RowState::Invalid)
            return;
        painter.setPen(QPen(toneColor(Tone::Bad, palette()), 1.1));
        const qreal left = contentOffset().x() + document()->documentMargin();
        const qreal width = fontMetrics().horizontalAdvance(block.text().left(2000));
        paintWave(painter, left, left + std::min(std::max(width, 12.0), rect.width()), rect.bottom() - 1);
    });
    painter.end();
    QPlainTextEdit::paintEvent(event);
}

int UrlEditor::numberAreaWidth() const
{
    int digits = 3;
    for (int lines = blockCount(); lines >= 1000; lines /= 10)
        ++digits;
    return fontMetrics().horizontalAdvance(u'9') * digits + fontMetrics().height() + 14;
}

void UrlEditor::layOutNumberArea()
{
    const int width = numberAreaWidth();
    if (viewportMargins().left() != width) // lays everything out anew
        setViewportMargins(width, 0, 0, 0);
    const QRect area = contentsRect();
    m_numberArea->setGeometry(area.left(), area.top(), width, area.height());
}

void UrlEditor::resizeEvent(QResizeEvent *event)
{
    QPlainTextEdit::resizeEvent(event);
    layOutNumberArea();
}

void UrlEditor::changeEvent(QEvent *event)
{
    QPlainTextEdit::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        layOutNumberArea();
}

void UrlEditor::paintNumberArea(QPaintEvent *event)
{
    QPainter painter(m_numberArea);
    painter.fillRect(event->rect(), palette().color(QPalette::AlternateBase));
    const int current = textCursor().blockNumber();
    const int markSide = fontMetrics().height() - 5;
    const int right = m_numberArea->width() - 6;
    visitVisibleBlocks(event->rect(), [&](const QTextBlock &block, const QRectF &rect) {
        const QRectF cell(0, rect.top(), right, rect.height());
        const bool isCurrent = block.blockNumber() == current;
        painter.setPen(isCurrent ? palette().color(QPalette::Text) : toneColor(Tone::Quiet, palette()));
        painter.drawText(cell, Qt::AlignRight | Qt::AlignVCenter, QString::number(block.blockNumber() + 1));
        if (const LedgerLine *line = judgement(block); line && isProblem(*line)) {
            const QRectF mark(5, rect.center().y() - markSide / 2.0, markSide, markSide);
            const Tone tone = line->state == RowState::Invalid ? Tone::Bad : stateTone(line->state);
            paintGlyph(painter, stateGlyph(line->state), mark, toneColor(tone, palette()));
        }
    });
}

} // namespace creel
