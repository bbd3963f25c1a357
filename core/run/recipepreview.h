#pragma once

#include "run/previewpage.h"
#include "run/recipecoverage.h"
#include "run/recorddetection.h"
#include "run/serialthread.h"
#include "run/storedpages.h"
#include "run/typetemplates.h"

#include <QObject>

#include <atomic>
#include <memory>

namespace creel {

class PagesFile;
class SampleWalk;

/// The page that a recipe is written for.
struct OpenedPage {
    PageRow row;      ///< of the run; its id is 0 for a file's page
    QString fileName; ///< of a file's page
    std::shared_ptr<const PreviewPage> page;
};

/// What a recipe gives on the page that is open: what a run would.
struct PagePreview {
    QStringList names;
    PageRecords records;
    QList<RecipeError> errors; ///< of the recipe: there are no records then
};

/// All that is wrong with a recipe before any page is looked at: PageExtractor's errors, and names of columns. `place` is where the
/// rule was written (WrittenAt), whoever wrote it.
QList<RecipeError> problemsOf(const Recipe &recipe);

/// A recipe on its way: what it gives on one page, and how it does on a sample of the run's pages. Lives on the thread of its
/// maker, whose event loop the signals come by; nothing blocks it. What was asked and has been overtaken is given up between two
/// pages, and never told. The destructor waits for the page that is looked at just then: PageExtractor bounds that.
class RecipePreview : public QObject
{
    Q_OBJECT
public:
    static constexpr qsizetype samplePages = 100;
    static constexpr qsizetype foundRows = 200;

    explicit RecipePreview(QObject *parent = nullptr);
    ~RecipePreview() override;

    /// The run file whose pages are looked at, and a first sample of it; empty: none. The page that is open stays.
    void setRun(const QString &path);
    void renewSample(); ///< the run may have other pages by now

    void openRow(qint64 id);
    void openNeighbour(qint64 id,
                       int step);       ///< the next page after (1) or before (-1) a row; 0 stands before the first one
    void openFile(const QString &path); ///< a page that somebody saved
    void openPage(const StoredPage &page, const QString &name);
    void find(const QString &text); ///< pages of the run, by what the table's filter looks at

    /// Looks at the page and at the sample with it. A recipe without fields finds nothing.
    void setRecipe(const Recipe &recipe);
    void detect(); ///< what the open page repeats
    /// Selectors for an element of the open page, or the innermost one at a byte of it, relative to `container` where that says one.
    void proposeFor(quint32 element, const QString &container);
    void proposeAt(qint64 byte, const QString &container);
    void findTypes();                           ///< of the structured data of the open page
    void makeRecipeFor(const TypeOnPage &type); ///< one that reads all the open page says of it

Q_SIGNALS:
    void pageOpened(const creel::OpenedPage &page);
    void pageFailed(const QString &message); ///< the one before stays open
    void found(const QString &text, const QList<creel::PageRow> &rows);
    void previewed(const creel::PagePreview &preview);
    void sampled(const QList<qint64> &ids);                    ///< there is a new sample
    void covered(const creel::RecipeCoverage &coverage);       ///< of the sample so far; comes again until it is whole
    void failed(const QString &message);                       ///< the run file can't be read
    void detected(const QList<creel::DetectedRecords> &found); ///< best first; empty: nothing
    void proposed(const creel::ProposedSelectors &selectors);
    void typesFound(const QList<creel::TypeOnPage> &types);
    void recipeMade(const creel::TypeOnPage &type, const creel::Recipe &recipe); ///< without fields: there is nothing

private:
    using Opening = Expected<OpenedPage, QString>;

    template <class Read>
    void open(Read read);
    void take(const OpenedPage &page);
    void look();
    void cover();
    template <class Propose>
    void propose(Propose propose);
    void walkOn(std::shared_ptr<SampleWalk> walk, int generation);

    QString m_path;
    Recipe m_recipe;
    QList<RecipeError> m_problems;
    std::shared_ptr<const PreviewPage> m_page;
    QList<qint64> m_sample;
    // Of what was asked last; older jobs see that they are overtaken.
    std::atomic<int> m_openings = 0, m_searches = 0, m_looks = 0, m_samples = 0, m_covers = 0, m_detections = 0,
                     m_proposals = 0, m_types = 0;
    std::shared_ptr<PagesFile> m_files, m_sampleFiles;          ///< each for its own thread
    SerialThread m_reading, m_looking, m_sampling, m_searching; ///< go first, and wait for their jobs
};

} // namespace creel
