#pragma once

#include "base/ledger.h"

#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QTextCursor>
#include <QTimer>

#include <memory>

namespace creel {

/// A list of URLs, one a line, with line numbers. Lines that were judged invalid or duplicate are marked where they are
/// visible, and only there: no highlighter walks the document. Long pastes go in by pieces, between other events.
class UrlEditor : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit UrlEditor(QWidget *parent = nullptr);

    /// Replaces everything; can't be undone.
    void replaceText(const QString &text);
    /// The whole text. Completes a paste that is still going in.
    QString text();
    bool isInserting() const { return m_inserted < m_insertion.size(); }

    void setLedger(std::shared_ptr<const Ledger> ledger);
    /// The judgement of a line (from 0), or null where there is none or the line was edited since.
    const LedgerLine *judgement(const QTextBlock &block) const;
    /// Moves to the next invalid or duplicate line, around the end; false when there is none.
    bool goToProblem(bool forward);

Q_SIGNALS:
    void filesDropped(const QList<QUrl> &urls);
    void insertionFinished();

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    bool viewportEvent(QEvent *event) override;
    bool canInsertFromMimeData(const QMimeData *source) const override;
    void insertFromMimeData(const QMimeData *source) override;

private:
    friend class LineNumberArea;
    void insertPiecewise(const QString &text, bool undoable);
    void insertPiece();
    void finishInsertion();
    int numberAreaWidth() const;
    void layOutNumberArea();
    void paintNumberArea(QPaintEvent *event);
    template <class Visitor>
    void visitVisibleBlocks(const QRect &area, Visitor visit);

    QWidget *m_numberArea;
    std::shared_ptr<const Ledger> m_ledger;
    QString m_insertion; ///< being pasted
    qsizetype m_inserted = 0;
    bool m_insertionUndoable = true;
    bool m_wasReadOnly = false;
    QTextCursor m_insertionCursor;
    QTimer m_nextPiece;
};

} // namespace creel
