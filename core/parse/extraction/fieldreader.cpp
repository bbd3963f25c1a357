#include "parse/extraction/fieldreader.h"

#include "parse/ascii.h"
#include "parse/extraction/taking.h"
#include "parse/extraction/valuesteps.h"
#include "parse/links.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

ExtractedValue failed(const QString &error)
{
    ExtractedValue value;
    value.error = error;
    return value;
}

ExtractedValue found(const QString &text)
{
    ExtractedValue value;
    value.isFound = true;
    value.text = text;
    return value;
}

bool isCounted(const Field &field) { return field.take == Take::Count || field.take == Take::Exists; }

std::vector<ExtractedValue> counted(const Field &field, size_t count)
{
    return {found(field.take == Take::Count ? QString::number(count) : count > 0 ? u"true"_s : u"false"_s)};
}

/// One of several values, as the field says.
std::vector<ExtractedValue> reduced(std::vector<ExtractedValue> values, const Field &field, ExtractionLeft &left)
{
    if (field.many == Many::Rows)
        return values;
    if (values.empty())
        return {ExtractedValue()};
    if (field.many == Many::First)
        return {values.front()};
    if (field.many == Many::Last)
        return {values.back()};
    ExtractedValue joined = found({});
    bool isFirst = true;
    for (const ExtractedValue &value : values) {
        if (!value.error.isEmpty())
            return {value};
        if (!left.spendBytes(2 * (value.text.size() + field.separator.size())))
            return {failed(u"too complex: the joined values are too large."_s)};
        joined.text += (isFirst ? QString() : field.separator) + value.text;
        isFirst = false;
        if (value.source.isEmpty())
            continue;
        if (joined.source.isEmpty())
            joined.source = value.source;
        joined.source = {std::min(joined.source.begin, value.source.begin),
                         std::max(joined.source.end, value.source.end)};
    }
    return {joined};
}

} // namespace

FieldReader::FieldReader(const CompiledRecipe &recipe, const ExtractionPage &page, const ExtractionBudget &budget)
    : left(budget), m_recipe(recipe), m_page(page),
      m_selectorBudget{budget.steps / 2 / qint64(std::max<size_t>(1, recipe.parts().selectorCount))},
      m_matchers(recipe.parts().selectorCount)
{
}

std::vector<ExtractedValue> FieldReader::read(const CompiledField &field, Node scope)
{
    std::vector<ExtractedValue> values = takeAll(field, scope);
    for (const CompiledStep &step : field.steps)
        applyStep(step, values, base(), left);
    values = reduced(std::move(values), field.field, left);
    for (ExtractedValue &value : values)
        checkType(value, field.field.type);
    return values;
}

std::vector<ExtractedValue> FieldReader::takeAll(const CompiledField &field, Node scope)
{
    if (const auto *regex = std::get_if<RegexRule>(&field.rule))
        return takeOfMatches(field, *regex, scope);
    if (const auto *expression = std::get_if<QString>(&field.rule))
        return takeOfTexts(field, *expression);
    return takeOfElements(field, scope);
}

std::optional<std::vector<Node>> FieldReader::elements(const Rule &rule, Node scope)
{
    if (std::holds_alternative<ScopeItself>(rule)) {
        const Node itself = scope ? scope : m_page.document.documentElement();
        return itself ? std::vector<Node>{itself} : std::vector<Node>();
    }
    const auto &selector = std::get<SelectorRule>(rule);
    std::optional<SelectorMatcher> &matcher = m_matchers[selector.number];
    if (!matcher)
        matcher.emplace(selector.selector, m_page.document, m_selectorBudget);
    std::vector<Node> nodes = matcher->select(scope ? scope : m_page.document.root());
    return matcher->tooComplex() ? std::nullopt : std::optional(std::move(nodes));
}

std::vector<ExtractedValue> FieldReader::takeOfElements(const CompiledField &field, Node scope)
{
    std::optional<std::vector<Node>> nodes = elements(field.rule, scope);
    if (!nodes)
        return {failed(u"too complex: the selector's budget was spent on this page. Write a simpler selector."_s)};
    if (isCounted(field.field))
        return counted(field.field, nodes->size());
    if (field.field.many == Many::Last)
        std::reverse(nodes->begin(), nodes->end());
    const bool wantsOne = field.field.many == Many::First || field.field.many == Many::Last;
    std::vector<ExtractedValue> values;
    for (const Node node : *nodes) {
        std::optional<ExtractedValue> value = take(node, field.field, base(), left);
        if (!value)
            continue;
        if (!left.spendBytes(sizeof(ExtractedValue)))
            *value = failed(u"too complex: there are too many values."_s);
        values.push_back(std::move(*value));
        if (wantsOne || left.bytes < 0 || left.steps.areSpent())
            break;
    }
    return values;
}

std::vector<ExtractedValue> FieldReader::takeOfMatches(const CompiledField &field, const RegexRule &rule, Node scope)
{
    const QByteArrayView page = m_page.document.source();
    const SourceRange range = scope ? sourceOf(scope, left.steps) : SourceRange{0, quint32(page.size())};
    RegexSearch search(rule.regex, page.sliced(range.begin, range.size()));
    std::vector<ExtractedValue> values;
    size_t count = 0;
    const ExtractedValue tooComplex =
        failed(u"too complex: the expression took too long on this page, or found too much. Make it simpler."_s);
    while (search.next()) {
        if (left.regexTime.isSpent())
            return {tooComplex};
        const QByteArrayView group = search.group(rule.group);
        if (group.isNull()) // it took no part
            continue;
        ++count;
        if (field.field.take == Take::Exists)
            break;
        if (field.field.take == Take::Count)
            continue;
        if (!left.spendBytes(qsizetype(sizeof(ExtractedValue)) + 2 * group.size()))
            return {tooComplex};
        ExtractedValue value = found(QString::fromUtf8(group));
        const auto begin = quint32(group.data() - page.data());
        value.source = {begin, begin + quint32(group.size())};
        if (field.field.take == Take::AbsoluteUrl) {
            const Expected<QString, QString> url = absoluteUrl(value.text, base());
            value = url ? ExtractedValue{true, *url, value.source, {}} : failed(url.error());
        }
        if (field.field.many == Many::Last)
            values.clear();
        values.push_back(std::move(value));
        if (field.field.many == Many::First)
            break;
    }
    return isCounted(field.field) ? counted(field.field, count) : values;
}

std::vector<ExtractedValue> FieldReader::takeOfTexts(const CompiledField &field, const QString &expression)
{
    QStringList texts;
    if (field.field.kind == RuleKind::Constant) {
        texts << expression;
    } else if (field.field.kind == RuleKind::UrlPart) {
        if (const std::optional<QString> part = urlPart(m_page.url, expression))
            texts << *part;
    } else {
        const QByteArray name = expression.toUtf8();
        for (const auto &[fieldName, value] : m_page.headers) {
            if (equalsIgnoringAsciiCase(fieldName, name))
                texts << QString::fromUtf8(value);
        }
    }
    if (isCounted(field.field))
        return counted(field.field, size_t(texts.size()));
    std::vector<ExtractedValue> values;
    for (const QString &text : texts) {
        if (field.field.take != Take::AbsoluteUrl) {
            values.push_back(found(text));
            continue;
        }
        const Expected<QString, QString> url = absoluteUrl(text, base());
        values.push_back(url ? found(*url) : failed(url.error()));
    }
    if (field.field.many == Many::First && values.size() > 1)
        values.resize(1);
    if (field.field.many == Many::Last && values.size() > 1)
        values.erase(values.begin(), values.end() - 1);
    return values;
}

/// HTML §4.2.3: the first base[href] counts.
const Url &FieldReader::base()
{
    if (m_base)
        return *m_base;
    QByteArrayView declared;
    for (Node node = m_page.document.documentElement(); node && declared.isNull(); node = node.nextInDocument()) {
        if (node.isHtml(Name::Base))
            declared = node.attribute(Name::Href);
    }
    const Expected<Url, UrlError> url = Url::parse(m_page.url);
    return m_base.emplace(documentBase(url ? *url : Url(), declared));
}

} // namespace creel
