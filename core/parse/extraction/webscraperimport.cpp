#include "parse/extraction/webscraperimport.h"

#include "parse/extraction/webscrapersitemap.h"
#include "parse/regex.h"
#include "parse/selector.h"

#include <QSet>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

using Type = WebScraperSelector::Type;

bool isContainer(const WebScraperSelector &selector)
{
    return (selector.type == Type::Element && selector.isMultiple) || selector.type == Type::Table;
}

/// Elements that are one wrap their fields: ":is(.card) :is(.name)" means the same, and selector lists stay whole.
QString within(const QString &outer, const QString &inner)
{
    if (outer.isEmpty())
        return inner;
    return inner == ":scope"_L1 ? outer : u":is(%1) :is(%2)"_s.arg(outer, inner);
}

class Importer
{
public:
    explicit Importer(const WebScraperSitemap &sitemap) : m_sitemap(sitemap) { made.notes = sitemap.notes; }

    void run();

    RecipeImport made;

private:
    using Selector = WebScraperSelector;

    void note(const Selector &selector, const QString &text) { made.notes << u"\"%1\": %2"_s.arg(selector.id, text); }

    /// What the fields of a place are relative to.
    struct Scope {
        QString id;                ///< of the element whose children are read; "_root"
        QString prefix = {};       ///< the elements around that are one
        int level = 0;             ///< containers around
        QList<Field> *fields = {}; ///< where they go
        Container *container = {}; ///< the innermost one
    };
    void readChildren(const Scope &scope);
    void readElement(const Selector &selector, const Scope &scope);
    void readContainer(const Selector &selector, const Scope &scope);
    void readLink(const Selector &selector, const Scope &scope);
    void addTable(const Selector &selector, Container &container);
    void addField(const Selector &selector, const Scope &scope, Take take, const QString &attribute = {},
                  const QString &suffix = {});
    bool isUsable(const Selector &selector);
    QString selectorOf(const Selector &selector, const Scope &scope) const;
    qsizetype weightOf(const Selector &selector, QSet<QString> &met) const;
    QString uniqueName(const QString &wanted);
    std::optional<Step> regexStep(const Selector &selector);

    const WebScraperSitemap &m_sitemap;
    QSet<QString> m_read; ///< ids: a pagination may be its own parent
    QSet<QString> m_names;
    const Selector *m_outer = nullptr; ///< the container of the recipe
};

void Importer::run()
{
    made.recipe.name = m_sitemap.name;
    made.startUrls = m_sitemap.startUrls;
    // A recipe has one container: that with the most inside.
    qsizetype most = -1;
    for (const Selector &selector : m_sitemap.selectors) {
        const bool isInContainer =
            std::any_of(m_sitemap.selectors.begin(), m_sitemap.selectors.end(), [&selector](const Selector &other) {
                return isContainer(other) && other.id != selector.id && selector.parents.contains(other.id);
            });
        QSet<QString> met;
        if (isContainer(selector) && !isInContainer && weightOf(selector, met) > most) {
            met.clear();
            most = weightOf(selector, met);
            m_outer = &selector;
        }
    }
    readChildren({u"_root"_s, {}, 0, &made.recipe.fields, nullptr});
    for (const Selector &selector : m_sitemap.selectors)
        if (!m_read.contains(selector.id))
            note(selector, u"it was left out, since none of its parents is in the sitemap."_s);
}

qsizetype Importer::weightOf(const Selector &selector, QSet<QString> &met) const
{
    if (met.contains(selector.id))
        return 0;
    met.insert(selector.id);
    qsizetype weight = 1 + selector.columns.size();
    for (const Selector &other : m_sitemap.selectors)
        if (other.parents.contains(selector.id))
            weight += weightOf(other, met);
    return weight;
}

void Importer::readChildren(const Scope &scope)
{
    for (const Selector &selector : m_sitemap.selectors) {
        if (!selector.parents.contains(scope.id) || m_read.contains(selector.id))
            continue;
        m_read.insert(selector.id);
        switch (selector.type) {
        case Type::Text:
            addField(selector, scope, Take::Text);
            break;
        case Type::Html:
            addField(selector, scope, Take::InnerHtml);
            break;
        case Type::Image:
            addField(selector, scope, Take::AbsoluteUrl, u"src"_s, u"-src"_s);
            break;
        case Type::Attribute:
            if (selector.attribute.isEmpty())
                note(selector, u"it was left out, since it names no attribute."_s);
            else
                addField(selector, scope, Take::Attribute, selector.attribute);
            break;
        case Type::Group:
            addField(selector, scope, selector.attribute.isEmpty() ? Take::Text : Take::Attribute, selector.attribute);
            break;
        case Type::Link:
            readLink(selector, scope);
            break;
        case Type::Pagination:
            if (isUsable(selector)) {
                made.linkSelectors << selector.selector;
                note(selector,
                     u"a recipe reads one page. Further pages are found by crawling: scrape --crawl --select \"%1\"."_s
                         .arg(selector.selector));
            }
            readChildren({selector.id, scope.prefix, scope.level, scope.fields, scope.container});
            break;
        case Type::SitemapXml:
            note(selector, u"a recipe reads one page. Sitemaps are read by scrape --sitemaps."_s);
            readChildren({selector.id, scope.prefix, scope.level, scope.fields, scope.container});
            break;
        case Type::Element:
        case Type::Table:
            readElement(selector, scope);
            break;
        case Type::Unknown:
            note(selector, u"it was left out, since the type %1 is not known."_s.arg(selector.typeName));
            break;
        }
    }
}

void Importer::readElement(const Selector &selector, const Scope &scope)
{
    if (selector.typeName == "SelectorElementClick"_L1)
        note(selector, u"nothing is clicked: only what is in the page from the start is found."_s);
    if (selector.typeName == "SelectorElementScroll"_L1)
        note(selector, u"nothing is scrolled: only what is in the page from the start is found."_s);
    if (!isUsable(selector))
        return;
    const bool canBeContainer = isContainer(selector) && scope.level < 2 && scope.prefix.isEmpty()
        && (scope.level == 0 ? &selector == m_outer : scope.container->nested.isEmpty());
    if (canBeContainer)
        return readContainer(selector, scope);
    if (selector.type == Type::Table) {
        note(selector, u"it was left out: a recipe has one container, and another one inside of it."_s);
        return;
    }
    if (selector.isMultiple)
        note(selector,
             u"a recipe has one container, and another one inside of it: of this one all values were joined."_s);
    readChildren({selector.id, selectorOf(selector, scope), scope.level, scope.fields, scope.container});
}

void Importer::readContainer(const Selector &selector, const Scope &scope)
{
    Container container{RuleKind::Css, selectorOf(selector, scope), {}, {}, {}};
    if (selector.type == Type::Table)
        addTable(selector, container);
    readChildren({selector.id, {}, scope.level + 1, &container.fields, &container});
    if (container.fields.isEmpty() && container.nested.isEmpty()) {
        note(selector, u"it was left out, since nothing inside of it could be taken over."_s);
        return;
    }
    if (scope.container)
        scope.container->nested << container;
    else
        made.recipe.container = container;
}

void Importer::addTable(const Selector &selector, Container &container)
{
    const QString rows = selector.rowSelector.isEmpty() ? u"tr:has(> td)"_s : selector.rowSelector;
    if (creel::Selector::parse(rows))
        container.expression = u":is(%1) :is(%2)"_s.arg(container.expression, rows);
    else
        note(selector, u"the selector of its rows, \"%1\", can't be used here: all rows are read."_s.arg(rows));
    for (const Selector::Column &column : selector.columns) {
        Field field;
        field.name = uniqueName(column.name.isEmpty() ? u"column %1"_s.arg(column.place + 1) : column.name);
        field.expression = u":scope > :nth-child(%1 of td, th)"_s.arg(column.place + 1);
        field.take = Take::VisibleText;
        container.fields << field;
    }
}

/// There a link is two columns, and a way to pages with fields of their own.
void Importer::readLink(const Selector &selector, const Scope &scope)
{
    if (!isUsable(selector))
        return;
    addField(selector, scope, Take::Text);
    addField(selector, scope, Take::AbsoluteUrl, u"href"_s, u"-href"_s);
    const bool hasChildren =
        std::any_of(m_sitemap.selectors.begin(), m_sitemap.selectors.end(), [&selector](const Selector &other) {
            return other.id != selector.id && other.parents.contains(selector.id);
        });
    if (selector.typeName == "SelectorPopupLink"_L1)
        note(selector, u"nothing is clicked: it finds a URL only where it is a link."_s);
    if (!hasChildren)
        return;
    made.linkSelectors << selectorOf(selector, scope);
    note(selector,
         u"a recipe reads one page. Its links are followed by crawling, scrape --crawl --select \"%1\"; what it found "
         u"behind "
         u"them are fields of every page now, and of its own row."_s.arg(made.linkSelectors.last()));
    readChildren({selector.id, {}, 0, &made.recipe.fields, nullptr});
}

bool Importer::isUsable(const Selector &selector)
{
    if (selector.selector.isEmpty() || selector.selector == "_parent_"_L1)
        return true;
    const Expected<creel::Selector, SelectorError> parsed = creel::Selector::parse(selector.selector);
    if (parsed)
        return true;
    note(selector,
         u"it was left out, since its selector \"%1\" is none of CSS: %2 (character %3)"_s
             .arg(selector.selector, parsed.error().message)
             .arg(parsed.error().offset + 1));
    return false;
}

QString Importer::selectorOf(const Selector &selector, const Scope &scope) const
{
    const bool isParent = selector.selector.isEmpty() || selector.selector == "_parent_"_L1;
    return within(scope.prefix, isParent ? u":scope"_s : selector.selector);
}

QString Importer::uniqueName(const QString &wanted)
{
    QString name = wanted;
    for (int again = 2; m_names.contains(name); ++again)
        name = u"%1_%2"_s.arg(wanted).arg(again);
    m_names.insert(name);
    return name;
}

/// There the first match is the value; here all but it is taken away.
std::optional<Step> Importer::regexStep(const Selector &selector)
{
    Step step{StepKind::Replace, u"(?s)^.*?("_s + selector.regex + u").*$"_s, u"\\1"_s};
    if (const auto parsed = Regex::parse(step.pattern); !parsed) {
        note(selector, u"its regular expression \"%1\" was left out: %2"_s.arg(selector.regex, parsed.error().message));
        return std::nullopt;
    }
    note(selector,
         u"where its regular expression \"%1\" matches nothing, the value stays as it is."_s.arg(selector.regex));
    return step;
}

void Importer::addField(const Selector &selector, const Scope &scope, Take take, const QString &attribute,
                        const QString &suffix)
{
    if (!isUsable(selector))
        return;
    Field field;
    field.name = uniqueName(selector.id + suffix);
    field.expression = selectorOf(selector, scope);
    field.take = take;
    field.attribute = attribute;
    if (take == Take::Text)
        field.steps << Step{StepKind::Collapse};
    if (!selector.regex.isEmpty() && take != Take::AbsoluteUrl) {
        if (const std::optional<Step> step = regexStep(selector))
            field.steps << *step;
    }
    // Rows stand in the innermost container; the recipe's own fields can have them where there is none.
    const bool canHaveRows = scope.prefix.isEmpty() && (scope.level > 0 || !m_outer);
    if (selector.isMultiple && canHaveRows && selector.type != Type::Group)
        field.many = Many::Rows;
    else if (selector.isMultiple || selector.type == Type::Group)
        field.many = Many::Joined;
    scope.fields->append(field);
}

/// Rows of a container can't stand beside those of one inside of it.
void joinRowsAroundNested(Container &container)
{
    if (container.nested.isEmpty())
        return;
    for (Field &field : container.fields)
        if (field.many == Many::Rows)
            field.many = Many::Joined;
}

} // namespace

Expected<RecipeImport, QString> importWebScraperSitemap(const QByteArray &utf8)
{
    const Expected<WebScraperSitemap, QString> sitemap = readWebScraperSitemap(utf8);
    if (!sitemap)
        return Unexpected(sitemap.error());
    Importer importer(*sitemap);
    importer.run();
    RecipeImport &made = importer.made;
    if (made.recipe.container)
        joinRowsAroundNested(*made.recipe.container);
    if (made.recipe.fieldNames().isEmpty())
        return Unexpected(u"Nothing of this sitemap can be taken over: "_s
                          + (made.notes.isEmpty() ? u"it has no selectors."_s : made.notes.join(u' ')));
    return std::move(made);
}

} // namespace creel
