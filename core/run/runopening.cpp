#include "run/run.h"

#include "run/reader.h"
#include "run/whendone.h"
#include "run/writer.h"

#include <QPromise>

namespace creel {

/// Holds a run while it is being opened, and goes when it is: from the event loop, so that neither the run nor the watchers
/// die in a call of their own.
class Run::Opening : public QObject
{
public:
    explicit Opening(QString path) : run(new Run(std::move(path))) { m_promise.start(); }

    /// A run that can be read is open; the writer's error then only says why it can't be gone on with.
    QFuture<OpenResult> begin(QFuture<Expected<bool, FileError>> writing, bool mustWrite)
    {
        whenDone(std::move(writing), this, [this, mustWrite](const Expected<bool, FileError> &opened) {
            if (!opened && mustWrite)
                return end(Unexpected(opened.error()));
            if (!opened)
                run->m_readOnlyReason = opened.error().message;
            read();
        });
        return m_promise.future();
    }

    const std::shared_ptr<Run> run;

private:
    void read()
    {
        whenDone(run->m_reader->open(run->m_path), this, [this](const Expected<StateCounts, FileError> &counts) {
            if (!counts)
                return end(Unexpected(counts.error()));
            run->m_counts = *counts;
            readOptions();
        });
    }
    void readOptions()
    {
        whenDone(run->m_reader->options(), this, [this](const Expected<CrawlOptions, FileError> &options) {
            if (!options)
                return end(Unexpected(options.error()));
            run->m_options = *options;
            if (const std::optional<QString> reason = problem(*options); reason && run->m_readOnlyReason.isEmpty())
                run->m_readOnlyReason =
                    QStringLiteral("\"%1\" can't be gone on with: its options can't be obeyed (%2). "
                                   "Begin a new run with its lines.")
                        .arg(run->m_path, *reason);
            readRecipe();
        });
    }
    void readRecipe()
    {
        whenDone(run->m_reader->recipe(), this, [this](const Expected<Recipe, FileError> &recipe) {
            if (!recipe)
                return end(Unexpected(recipe.error()));
            run->takeRecipe(*recipe);
            end(run);
        });
    }
    void end(OpenResult result)
    {
        m_promise.addResult(std::move(result));
        m_promise.finish();
        deleteLater();
    }

    QPromise<OpenResult> m_promise;
};

QFuture<Run::OpenResult> Run::create(QString path, Ledger ledger, CrawlOptions options, Recipe recipe)
{
    if (const std::optional<QString> reason = problem(options))
        return QtFuture::makeReadyFuture<OpenResult>(Unexpected(FileError{*reason}));
    if (const QList<RecipeError> errors = problems(recipe); !errors.isEmpty())
        return QtFuture::makeReadyFuture<OpenResult>(Unexpected(FileError{errors.first().toString()}));
    auto *opening = new Opening(std::move(path));
    const Run &run = *opening->run;
    return opening->begin(run.m_writer->create(run.m_path, std::move(ledger), std::move(options), std::move(recipe)),
                          true);
}

QFuture<Run::OpenResult> Run::open(QString path)
{
    auto *opening = new Opening(std::move(path));
    const Run &run = *opening->run;
    return opening->begin(run.m_writer->open(run.m_path), false);
}

} // namespace creel
