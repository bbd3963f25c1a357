#include "run/recipepreview.h"

#include "run/samplewalk.h"
#include "run/whendone.h"

#include <QFile>
#include <QFileInfo>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 largestFile = 64 << 20;

/// What a file's name says; empty: its bytes are to be looked at.
QByteArray contentTypeOf(const QString &path)
{
    const QString ending = QFileInfo(path).suffix().toLower();
    if (ending == "html"_L1 || ending == "htm"_L1 || ending == "xhtml"_L1)
        return "text/html";
    return ending == "json"_L1 || ending == "jsonld"_L1 ? "application/json" : QByteArray();
}

Expected<StoredPage, QString> readPage(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return Unexpected(
            u"%1 can't be read: %2. Check that it exists and that you may read it."_s.arg(path, file.errorString()));
    if (file.size() > largestFile)
        return Unexpected(
            u"%1 is larger than 64 MB, too large for a page. Cut it, or use “creel-cli extract”."_s.arg(path));
    StoredPage page;
    page.contentType = contentTypeOf(path);
    page.body = file.readAll();
    if (page.body.isEmpty())
        return Unexpected(u"%1 is empty. Open a page that was saved as HTML, JSON or text."_s.arg(path));
    return page;
}

void checkNames(const QList<Field> &fields, QStringList &known, QList<RecipeError> &problems)
{
    for (const Field &field : fields) {
        if (field.name.isEmpty())
            problems.append({{}, u"A field needs a name: its column is called so."_s, field.writtenAt.place, -1});
        else if (known.contains(field.name))
            problems.append({field.name, u"Two fields are called so: a column needs a name of its own."_s,
                             field.writtenAt.place, -1});
        known.append(field.name);
    }
}

} // namespace

QList<RecipeError> problemsOf(const Recipe &recipe)
{
    QList<RecipeError> problems;
    QStringList names;
    checkNames(recipe.fields, names, problems);
    if (recipe.container) {
        checkNames(recipe.container->fields, names, problems);
        for (const Container &nested : recipe.container->nested)
            checkNames(nested.fields, names, problems);
    }
    if (const auto extractor = PageExtractor::make(recipe); !extractor)
        problems = extractor.error() + problems;
    return problems;
}

RecipePreview::RecipePreview(QObject *parent)
    : QObject(parent), m_files(std::make_shared<PagesFile>(QString())), m_sampleFiles(m_files)
{
}

RecipePreview::~RecipePreview()
{
    for (std::atomic<int> *generation :
         {&m_openings, &m_searches, &m_looks, &m_samples, &m_covers, &m_detections, &m_proposals, &m_types})
        ++*generation;
    m_reading.run([files = m_files] { files->close(); }); // connections end on their threads
    m_sampling.run([files = m_sampleFiles] { files->close(); });
}

void RecipePreview::setRun(const QString &path)
{
    if (path == m_path)
        return;
    m_path = path;
    ++m_openings;
    ++m_searches;
    m_reading.run([files = m_files] { files->close(); });
    m_sampling.run([files = m_sampleFiles] { files->close(); });
    m_files = std::make_shared<PagesFile>(path);
    m_sampleFiles = std::make_shared<PagesFile>(path);
    renewSample();
}

void RecipePreview::renewSample()
{
    const int generation = ++m_samples;
    ++m_covers;
    if (m_path.isEmpty()) {
        m_sample.clear();
        Q_EMIT sampled(m_sample);
        cover();
        return;
    }
    using Sample = Expected<QList<qint64>, QString>;
    const auto choose = [this, generation, files = m_sampleFiles]() -> Sample {
        const Expected<StoredPages *, QString> pages = files->pages();
        if (!pages)
            return Unexpected(pages.error());
        const auto ids = pages.value()->sample(samplePages, [this, generation] { return generation != m_samples; });
        return ids ? Sample(ids.value()) : Sample(Unexpected(ids.error().message));
    };
    whenDone(m_sampling.run(choose), this, [this, generation](const Sample &sample) {
        if (generation != m_samples)
            return;
        if (!sample) {
            Q_EMIT failed(sample.error());
            return;
        }
        m_sample = sample.value();
        Q_EMIT sampled(m_sample);
        cover();
    });
}

// --- pages ---

/// Reads on one thread, parses on another.
template <class Read>
void RecipePreview::open(Read read)
{
    const int generation = ++m_openings;
    const auto job = [this, generation, read, files = m_files]() -> Opening {
        if (generation != m_openings)
            return Unexpected(QString());
        return read(*files);
    };
    whenDone(m_reading.run(job), this, [this, generation](const Opening &opened) {
        if (generation != m_openings)
            return;
        if (opened)
            take(opened.value());
        else
            Q_EMIT pageFailed(opened.error());
    });
}

namespace {

Expected<OpenedPage, QString> openStored(StoredPages &pages, const PageRow &row)
{
    const auto page = pages.page(row.id);
    if (!page)
        return Unexpected(page.error().message);
    if (!page.value())
        return Unexpected(
            u"The run keeps no page of line %1. Keep pages (Settings), and fetch it again."_s.arg(row.line));
    return OpenedPage{row, {}, PreviewPage::read(*page.value())};
}

} // namespace

void RecipePreview::openRow(qint64 id)
{
    open([id](PagesFile &files) -> Opening {
        const Expected<StoredPages *, QString> pages = files.pages();
        if (!pages)
            return Unexpected(pages.error());
        const Expected<PageRow, FileError> row = pages.value()->row(id);
        if (!row)
            return Unexpected(row.error().message);
        return openStored(*pages.value(), row.value());
    });
}

void RecipePreview::openNeighbour(qint64 id, int step)
{
    open([this, id, step, generation = m_openings + 1](PagesFile &files) -> Opening {
        const Expected<StoredPages *, QString> pages = files.pages();
        if (!pages)
            return Unexpected(pages.error());
        const auto row = pages.value()->neighbour(id, step, [this, generation] { return generation != m_openings; });
        if (!row)
            return Unexpected(row.error().message);
        if (!row.value())
            return Unexpected(step > 0 ? u"There is no page after this one."_s
                                       : u"There is no page before this one."_s);
        return openStored(*pages.value(), *row.value());
    });
}

void RecipePreview::openFile(const QString &path)
{
    open([path](PagesFile &) -> Opening {
        const Expected<StoredPage, QString> page = readPage(path);
        if (!page)
            return Unexpected(page.error());
        return OpenedPage{{}, QFileInfo(path).fileName(), PreviewPage::read(page.value())};
    });
}

void RecipePreview::openPage(const StoredPage &page, const QString &name)
{
    open([page, name](PagesFile &) -> Opening { return OpenedPage{{}, name, PreviewPage::read(page)}; });
}

void RecipePreview::take(const OpenedPage &page)
{
    m_page = page.page;
    ++m_detections; // what was asked about another page
    ++m_proposals;
    ++m_types;
    Q_EMIT pageOpened(page);
    look();
}

void RecipePreview::find(const QString &text)
{
    const int generation = ++m_searches;
    const auto search = [this, generation, text, files = m_files]() -> QList<PageRow> {
        const auto overtaken = [this, generation] { return generation != m_searches; };
        const Expected<StoredPages *, QString> pages = files->pages();
        if (!pages || overtaken())
            return {};
        const auto rows = pages.value()->find(text, foundRows, overtaken);
        return rows ? rows.value() : QList<PageRow>();
    };
    whenDone(m_reading.run(search), this, [this, generation, text](const QList<PageRow> &rows) {
        if (generation == m_searches)
            Q_EMIT found(text, rows);
    });
}

// --- the recipe ---

void RecipePreview::setRecipe(const Recipe &recipe)
{
    m_recipe = recipe;
    look();
    cover();
}

void RecipePreview::look()
{
    const int generation = ++m_looks;
    const auto extract = [this, generation, recipe = m_recipe, page = m_page] {
        PagePreview preview;
        if (generation != m_looks)
            return preview;
        preview.names = recipe.fieldNames();
        preview.errors = problemsOf(recipe);
        if (preview.errors.isEmpty() && page && !preview.names.isEmpty()) {
            if (const auto extractor = PageExtractor::make(recipe))
                preview.records = extractor->extract(page->stored());
        }
        return preview;
    };
    whenDone(m_looking.run(extract), this, [this, generation](const PagePreview &preview) {
        if (generation == m_looks)
            Q_EMIT previewed(preview);
    });
}

void RecipePreview::cover()
{
    const int generation = ++m_covers;
    const auto begin = [this, generation, recipe = m_recipe, ids = m_sample,
                        files = m_sampleFiles]() -> std::shared_ptr<SampleWalk> {
        if (generation != m_covers || ids.isEmpty() || recipe.fieldNames().isEmpty() || !problemsOf(recipe).isEmpty())
            return nullptr;
        const auto extractor = PageExtractor::make(recipe);
        return extractor ? std::make_shared<SampleWalk>(files, ids, recipe, *extractor) : nullptr;
    };
    whenDone(m_sampling.run(begin), this, [this, generation](const std::shared_ptr<SampleWalk> &walk) {
        if (generation != m_covers)
            return;
        if (walk)
            walkOn(walk, generation);
        else
            Q_EMIT covered({});
    });
}

void RecipePreview::walkOn(std::shared_ptr<SampleWalk> walk, int generation)
{
    const auto job = [this, walk, generation] {
        return walk->goOn([this, generation] { return generation != m_covers; });
    };
    whenDone(m_sampling.run(job), this, [this, walk, generation](const SampleWalk::Slice &slice) {
        if (generation != m_covers)
            return;
        if (!slice.error.isEmpty()) {
            Q_EMIT failed(slice.error);
            return;
        }
        Q_EMIT covered(slice.coverage);
        if (!slice.isLast)
            walkOn(walk, generation);
    });
}

// --- what the page has ---

void RecipePreview::detect()
{
    const int generation = ++m_detections;
    const auto search = [this, generation, page = m_page] {
        return page && generation == m_detections ? detectRecords(page->stored()) : QList<DetectedRecords>();
    };
    whenDone(m_searching.run(search), this, [this, generation](const QList<DetectedRecords> &found) {
        if (generation == m_detections)
            Q_EMIT detected(found);
    });
}

template <class Propose>
void RecipePreview::propose(Propose propose)
{
    const int generation = ++m_proposals;
    const auto search = [this, generation, propose, page = m_page] {
        return page && generation == m_proposals ? propose(page->stored()) : ProposedSelectors();
    };
    whenDone(m_searching.run(search), this, [this, generation](const ProposedSelectors &selectors) {
        if (generation == m_proposals)
            Q_EMIT proposed(selectors);
    });
}

void RecipePreview::proposeFor(quint32 element, const QString &container)
{
    propose([element, container](const StoredPage &page) { return proposeSelectorsFor(page, element, container); });
}

void RecipePreview::proposeAt(qint64 byte, const QString &container)
{
    propose([byte, container](const StoredPage &page) { return proposeSelectorsAt(page, byte, container); });
}

void RecipePreview::findTypes()
{
    const int generation = ++m_types;
    const auto search = [this, generation, page = m_page] {
        return page && generation == m_types ? typesOnPage(page->stored()) : QList<TypeOnPage>();
    };
    whenDone(m_searching.run(search), this, [this, generation](const QList<TypeOnPage> &types) {
        if (generation == m_types)
            Q_EMIT typesFound(types);
    });
}

void RecipePreview::makeRecipeFor(const TypeOnPage &type)
{
    const int generation = ++m_types;
    const auto make = [type, page = m_page] { return page ? recipeForType(page->stored(), type) : Recipe(); };
    whenDone(m_searching.run(make), this, [this, generation, type](const Recipe &recipe) {
        if (generation == m_types)
            Q_EMIT recipeMade(type, recipe);
    });
}

} // namespace creel
