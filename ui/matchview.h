#pragma once

#include "run/previewpage.h"
#include "sourceexcerpt.h"

#include <QPlainTextEdit>

#include <memory>

namespace creel {

/// The matches of a recipe on a page.
struct PageMatches {
    QList<PageRange> records; ///< of containers
    QList<PageRange> values;
    QList<PageRange> current; ///< of the field that is looked at
};

/// The source of a page with what a recipe matches: records light, values stronger, the current field strongest. Of a large page
/// it shows the part that is looked at. A click tells the byte.
class MatchView : public QPlainTextEdit
{
    Q_OBJECT
public:
    explicit MatchView(QWidget *parent = nullptr);

    void setPage(std::shared_ptr<const PreviewPage> page);
    void setMatches(const PageMatches &matches);
    void reveal(PageRange range);                    ///< scrolls there, and marks it
    void ensureSeen(const QList<PageRange> &ranges); ///< one of them at least
    const SourceExcerpt &excerpt() const { return m_excerpt; }

Q_SIGNALS:
    void clicked(qint64 byte);
    void excerptChanged();

protected:
    void mouseReleaseEvent(QMouseEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void changeEvent(QEvent *event) override;

private:
    void showExcerpt(qint64 around);
    void scrollTo(PageRange range);
    void highlight(); ///< what can be seen
    void tellPlace();

    std::shared_ptr<const PreviewPage> m_page;
    SourceExcerpt m_excerpt;
    PageMatches m_matches;
    PageRange m_revealed;
};

} // namespace creel
