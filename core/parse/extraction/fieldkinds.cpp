// FieldReader: what each kind of rule finds.
#include "parse/ascii.h"
#include "parse/extraction/fieldreader.h"
#include "parse/extraction/taking.h"
#include "parse/visibletext.h"

#include <algorithm>
#include <cmath>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// Hands things to `use`, from the side that the field wants, until it wants no more.
template <class Thing, class Use>
void fromWantedSide(const std::vector<Thing> &things, FoundValues &found, const Field &field, Use use)
{
    if (found.isCount()) {
        for (size_t i = 0; i < things.size() && found.addOne(); ++i) { }
    } else if (field.many == Many::Last) {
        for (auto thing = things.rbegin(); thing != things.rend() && found.isEmpty(); ++thing)
            use(*thing);
    } else {
        for (auto thing = things.begin(); thing != things.end() && use(*thing); ++thing) { }
    }
}

/// The first of what stands in the order of the page that begins at `begin` or behind it.
template <class Thing>
auto firstFrom(quint32 begin, const std::vector<Thing> &things)
{
    return std::lower_bound(things.begin(), things.end(), begin,
                            [](const Thing &thing, quint32 place) { return thing.source.begin < place; });
}

bool isTrue(const XPathResult &result) // XPath §4.3, boolean()
{
    if (result.type == XPathType::Boolean)
        return result.boolean;
    return result.type == XPathType::Number ? result.number != 0 && !std::isnan(result.number)
                                            : !result.string.isEmpty();
}

} // namespace

void FieldReader::find(FoundValues &found, const Field &field, const ScopeItself &, const Scope &scope)
{
    const Node itself = scope.isPage() ? m_page.document().documentElement() : scope.element;
    fromWantedSide(itself ? std::vector{itself} : std::vector<Node>(), found, field,
                   [&](Node element) { return found.addTaken(element); });
}

void FieldReader::find(FoundValues &found, const Field &field, const SelectorRule &rule, const Scope &scope)
{
    const std::vector<NodeIndex> *elements = select(rule, scope);
    if (!elements)
        found.fail(u"too complex: the selector's budget was spent on this page. Write a simpler selector."_s);
    else
        fromWantedSide(*elements, found, field,
                       [&](NodeIndex element) { return found.addTaken({m_page.document(), element}); });
}

/// One walk answers for all selectors of the level.
const std::vector<NodeIndex> *FieldReader::select(const SelectorRule &rule, const Scope &scope)
{
    Level &level = m_levels[rule.group];
    const auto &members = m_recipe.parts().selectors;
    if (!level.selectors)
        level.selectors.emplace(members[rule.group], m_page.document(),
                                SelectorBudget{m_budget.steps / 2 / qint64(members.size()), m_budget.stop});
    const Node root = scope.isPage() ? m_page.document().root() : scope.element;
    if (root != level.root) {
        level.root = root;
        level.selectors->select(root);
    }
    return level.selectors->tooComplex(rule.member) ? nullptr : &level.selectors->selected(rule.member);
}

void FieldReader::find(FoundValues &found, const Field &field, const XPath &rule, const Scope &scope)
{
    const Expected<XPathResult, QString> result = evaluate(rule, scope);
    if (!result) {
        found.fail(result.error());
    } else if (result->type == XPathType::Nodes) {
        fromWantedSide(result->nodes, found, field, [&](const XPathNode &node) { return addXPathNode(found, node); });
    } else if (found.isCount()) {
        if (isTrue(*result))
            found.addOne();
    } else if (result->type != XPathType::Number || !std::isnan(result->number)) { // NaN: there was no number
        const bool isCollapsed = field.take == Take::VisibleText;
        found.addText(isCollapsed ? collapsed(result->string) : QString::fromUtf8(result->string), {});
    }
}

Expected<XPathResult, QString> FieldReader::evaluate(const XPath &xpath, const Scope &scope)
{
    using Problem = XPathResult::Problem;
    XPathResult result{.problem = Problem::TooComplex};
    if (!left.expressionTime.isSpent())
        result = scope.isPage() ? xpath.evaluate(m_page.xpath()) : xpath.evaluate(m_page.xpath(), scope.element);
    if (result.problem == Problem::TooComplex)
        return Unexpected(
            u"too complex: the expression could take too long on this page. Write a simpler one: a path that names its elements."_s);
    if (result.problem == Problem::TooManyCharacters)
        return Unexpected(
            u"This page has too many different characters for string-length(), substring() and translate(). Take the text, and cut it with a step \"replace\"."_s);
    return result;
}

bool FieldReader::addXPathNode(FoundValues &found, const XPathNode &node)
{
    // The document's one element says all that the document does.
    const Node element = node.node.kind() == NodeKind::Document ? node.node.firstElementChild() : node.node;
    if (!node.attribute && element.isElement())
        return found.addTaken(element);
    return found.addBare(node.text(), node.source());
}

template <class Use>
QString FieldReader::eachJsonValue(const JsonPath &path, const Scope &scope, Use use)
{
    bool isEmpty = true, isWanted = true;
    const auto search = [&](const JsonDocument &json, JsonNode from, SourceRange source) {
        for (const JsonNode &value : path.select(json, from, left.steps)) {
            isEmpty = false;
            isWanted = isWanted && use(Scope{.json = value, .jsonSource = source});
            if (!isWanted)
                break;
        }
        isWanted = isWanted && !left.steps.areSpent();
    };
    if (scope.json) {
        search(scope.json.document(), scope.json, scope.jsonSource);
    } else {
        const PageJson &json = m_page.json();
        const SourceRange within = scope.isPage() ? SourceRange{0, ~quint32(0)} : sourceOf(scope);
        for (auto text = firstFrom(within.begin, json.texts); isWanted; ++text) {
            if (text == json.texts.end() || text->source.begin >= within.end)
                break;
            search(text->json, text->json.root(), text->source);
        }
        const auto wrong = firstFrom(within.begin, json.errors);
        if (isEmpty && !left.steps.areSpent() && wrong != json.errors.end() && wrong->source.begin < within.end)
            return u"Nothing was found, and what stands at byte %1 of the page is no JSON: %2"_s
                .arg(wrong->source.begin)
                .arg(wrong->message);
    }
    return left.steps.areSpent() ? u"too complex: the path's budget was spent on this page. Write a simpler path."_s
                                 : QString();
}

void FieldReader::find(FoundValues &found, const Field &, const JsonPath &rule, const Scope &scope)
{
    const QString error = eachJsonValue(rule, scope, [&](const Scope &value) {
        if (found.isCount())
            return found.addOne();
        if (value.json.kind() == JsonKind::Null) // there is none
            return true;
        return found.addText(QString::fromUtf8(value.json.text()), sourceOf(value));
    });
    if (!error.isEmpty())
        found.fail(error);
}

Expected<std::vector<Scope>, QString> FieldReader::containers(const Rule &rule, const Scope &scope)
{
    const QString tooComplex = u"too complex: the page's budget was spent"_s;
    std::vector<Scope> containers;
    const auto add = [&](const Scope &found) {
        containers.push_back(found);
        return left.spendBytes(sizeof(Scope));
    };
    if (const auto *selector = std::get_if<SelectorRule>(&rule)) {
        const std::vector<NodeIndex> *elements = select(*selector, scope);
        if (!elements)
            return Unexpected(tooComplex);
        for (const NodeIndex element : *elements)
            if (!add({.element = {m_page.document(), element}}))
                return Unexpected(tooComplex);
    } else if (const auto *xpath = std::get_if<XPath>(&rule)) {
        const Expected<XPathResult, QString> result = evaluate(*xpath, scope);
        if (!result)
            return Unexpected(result.error());
        for (const XPathNode &node : result->nodes) {
            if (node.attribute || !node.node.isElement())
                return Unexpected(
                    u"the container's expression finds more than elements, and only they have fields inside"_s);
            if (!add({.element = node.node}))
                return Unexpected(tooComplex);
        }
    } else if (const auto *path = std::get_if<JsonPath>(&rule)) {
        const QString error = eachJsonValue(*path, scope, add);
        if (!error.isEmpty() || left.bytes < 0)
            return Unexpected(error.isEmpty() ? tooComplex : error);
    }
    return containers;
}

void FieldReader::find(FoundValues &found, const Field &field, const StructuredRule &rule, const Scope &scope)
{
    const StructuredData &data = m_page.structured();
    if (data.tooComplex) {
        found.fail(u"too complex: the budget for structured data was spent on this page."_s);
        return;
    }
    const std::vector<StructuredProperty> values = structuredValues(rule, scope);
    if (values.empty() && field.kind == RuleKind::JsonLd && !data.errors.empty()) {
        found.fail(u"Nothing was found, and the JSON-LD at byte %1 of the page is no JSON: %2"_s
                       .arg(data.errors.front().source.begin)
                       .arg(data.errors.front().message));
        return;
    }
    fromWantedSide(values, found, field, [&](const StructuredProperty &value) {
        if (value.item == StructuredProperty::noItem)
            return found.addText(QString::fromUtf8(value.text), value.source);
        const std::vector<QByteArray> &types = data.items[value.item].types;
        return found.add(failedValue(
            u"\"%1\" is an item%2 here, and no text: name one of its properties behind a dot, as in \"offers.price\"."_s
                .arg(QString::fromUtf8(value.name),
                     types.empty() ? QString()
                                   : u" of the type "_s + QString::fromUtf8(shortName(types.front()).toByteArray()))));
    });
}

std::vector<StructuredProperty> FieldReader::structuredValues(const StructuredRule &rule, const Scope &scope)
{
    const StructuredData &data = m_page.structured();
    std::optional<PathValues> &known = m_structured[rule.number];
    if (!known) {
        known = PathValues{rule.path.select(data), {}, {}};
        for (const StructuredProperty &value : known->inOrder) {
            known->byPlace.push_back(quint32(known->byPlace.size()));
            known->places.push_back(value.item == StructuredProperty::noItem ? value.source
                                                                             : data.items[value.item].source);
        }
        std::sort(known->byPlace.begin(), known->byPlace.end(), [&known](quint32 a, quint32 b) {
            return std::pair(known->places[a].begin, a) < std::pair(known->places[b].begin, b);
        });
    }
    if (scope.isPage())
        return known->inOrder;
    const SourceRange within = sourceOf(scope);
    std::vector<StructuredProperty> values;
    auto place = std::lower_bound(known->byPlace.begin(), known->byPlace.end(), within.begin,
                                  [&known](quint32 i, quint32 begin) { return known->places[i].begin < begin; });
    for (; place != known->byPlace.end() && known->places[*place].begin < within.end && left.steps.spend(); ++place)
        values.push_back(known->inOrder[*place]);
    return values;
}

void FieldReader::find(FoundValues &found, const Field &, const RegexRule &rule, const Scope &scope)
{
    const QByteArrayView page = m_page.document().source();
    QByteArrayView text = page;
    if (scope.json) {
        text = scope.json.written();
    } else if (!scope.isPage()) {
        const SourceRange range = sourceOf(scope);
        text = page.sliced(range.begin, range.size());
    }
    RegexSearch search(rule.regex, text);
    bool isWanted = true;
    while (isWanted && search.next()) {
        if (left.expressionTime.isSpent()) {
            found.fail(
                u"too complex: the expression took too long on this page, or found too much. Make it simpler."_s);
            return;
        }
        const QByteArrayView group = search.group(rule.group);
        if (group.isNull()) // it took no part
            continue;
        isWanted = found.isCount() ? found.addOne()
                                   : found.addText(QString::fromUtf8(group), placeOf(group, scope.jsonSource));
    }
}

void FieldReader::find(FoundValues &found, const Field &field, const QString &expression, const Scope &)
{
    const ExtractionPage &page = m_page.page();
    const auto add = [&found](const QString &text) {
        return found.isCount() ? found.addOne() : found.addText(text, {});
    };
    if (field.kind == RuleKind::Constant) {
        add(expression);
    } else if (field.kind == RuleKind::UrlPart) {
        if (const std::optional<QString> part = urlPart(page.url, expression))
            add(*part);
    } else {
        const QByteArray name = expression.toUtf8();
        bool isWanted = true;
        for (const auto &[fieldName, value] : page.headers)
            if (isWanted && equalsIgnoringAsciiCase(fieldName, name))
                isWanted = add(QString::fromUtf8(value));
    }
}

} // namespace creel
