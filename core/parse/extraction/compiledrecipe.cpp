#include "parse/extraction/compiledrecipe.h"

#include "base/url.h"
#include "parse/extraction/price.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

class RecipeCompiler
{
public:
    CompiledRecipe::Parts run(const Recipe &recipe);

    QList<RecipeError> errors;

private:
    enum class Inside : quint8 { Page, Element, JsonValue };

    void fail(TextPlace place, const QString &message, qsizetype offset = -1)
    {
        errors.append({m_name, message, place, offset});
    }
    std::vector<CompiledField> fields(const QList<Field> &fields, bool mayHaveRows);
    CompiledField field(const Field &field, bool mayHaveRows);
    void checkTake(const Field &field, const Rule &rule);
    CompiledStep step(const Step &step);
    CompiledContainer container(const Container &container);
    Rule rule(RuleKind kind, const QString &expression, TextPlace place);
    Rule selector(const QString &expression, TextPlace place);
    Rule structured(StructuredSyntax syntax, const QString &expression, TextPlace place);
    Rule extra(const QString &expression, TextPlace place);
    /// What `make` makes of an expression; of an error, that is told.
    template <class Compiled, class Error, class Make>
    Rule ruleOf(const Expected<Compiled, Error> &compiled, TextPlace place, Make make);

    CompiledRecipe::Parts m_parts;
    QString m_name;                 ///< of the field that is compiled
    Inside m_inside = Inside::Page; ///< what it is relative to
    size_t m_level = 0;             ///< how many containers it stands in
};

CompiledRecipe::Parts RecipeCompiler::run(const Recipe &recipe)
{
    m_parts.fields = fields(recipe.fields, !recipe.container);
    if (recipe.container)
        m_parts.container = container(*recipe.container);
    return std::move(m_parts);
}

std::vector<CompiledField> RecipeCompiler::fields(const QList<Field> &fields, bool mayHaveRows)
{
    std::vector<CompiledField> compiled;
    for (const Field &one : fields) {
        m_name = one.name;
        compiled.push_back(field(one, mayHaveRows));
        m_parts.names << one.name;
        m_parts.types << compiled.back().field.type;
    }
    return compiled;
}

/// Whether the first element says all: every element has a text, not every one an attribute.
bool isOfFirst(const Field &field)
{
    const bool hasAll = field.take == Take::Text || field.take == Take::VisibleText || field.take == Take::InnerHtml
        || field.take == Take::OuterHtml;
    return field.take == Take::Exists || (hasAll && field.many == Many::First);
}

CompiledField RecipeCompiler::field(const Field &field, bool mayHaveRows)
{
    CompiledField compiled{field, rule(field.kind, field.expression, field.writtenAt.place), {}};
    compiled.field.type = field.valueType();
    checkTake(field, compiled.rule);
    if (const auto *selector = std::get_if<SelectorRule>(&compiled.rule))
        m_parts.selectors[selector->group][selector->member].onlyFirst = isOfFirst(field);
    if (auto *regex = std::get_if<RegexRule>(&compiled.rule)) {
        regex->group = field.group.isEmpty() ? std::min(1, regex->regex.groupCount()) : regex->regex.group(field.group);
        if (regex->group < 0)
            fail(field.writtenAt.place,
                 u"The expression has no group \"%1\"; it has %2 groups. Write (?P<name>…) to name one."_s
                     .arg(field.group)
                     .arg(regex->regex.groupCount()));
    } else if (!field.group.isEmpty()) {
        fail(field.writtenAt.place, u"\"group\" is for the kind regex only: remove it."_s);
    }
    if (field.many == Many::Rows && !mayHaveRows)
        fail(
            field.writtenAt.place,
            u"\"many\": \"rows\" can't stand outside of a container whose records are rows already: move the field into it, or join its values."_s);
    for (const Step &one : field.steps)
        compiled.steps.push_back(step(one));
    return compiled;
}

void RecipeCompiler::checkTake(const Field &field, const Rule &rule)
{
    const auto *xpath = std::get_if<XPath>(&rule);
    const bool isValue = xpath && xpath->type() != XPathType::Nodes; // a string, number or truth
    const bool isElement = (field.kind == RuleKind::Css || field.kind == RuleKind::XPath) && !isValue;
    const bool needsElement = field.take == Take::InnerHtml || field.take == Take::OuterHtml
        || field.take == Take::Attribute || (field.take == Take::VisibleText && !isValue);
    if (needsElement && !isElement)
        fail(field.writtenAt.place,
             u"\"take\": \"%1\" needs an element, which %2 doesn't find: use text."_s.arg(
                 takeName(field.take), isValue ? u"this expression"_s : u"the kind "_s + ruleKindName(field.kind)));
    if (field.take == Take::Count && isValue)
        fail(field.writtenAt.place,
             u"\"take\": \"count\" counts nodes, and this expression gives one value: use text."_s);
    if (field.take == Take::AbsoluteUrl && field.kind == RuleKind::Page)
        fail(field.writtenAt.place, u"\"take\" of an extra is text, count or exists: its URLs are absolute."_s);
    if (field.take == Take::Attribute && field.attribute.isEmpty())
        fail(field.writtenAt.place, u"\"take\": \"attribute\" needs an \"attribute\": its name."_s);
    if (!field.attribute.isEmpty()
        && !((field.take == Take::Attribute || field.take == Take::AbsoluteUrl) && isElement))
        fail(field.writtenAt.place, u"\"attribute\" is for the takes attribute and absolute-url of an element only."_s);
}

CompiledStep RecipeCompiler::step(const Step &step)
{
    CompiledStep compiled{step, std::nullopt};
    const TextPlace place = step.writtenAt.place;
    if (step.kind == StepKind::Replace) {
        const Expected<Regex, ExpressionError> pattern = Regex::parse(step.pattern);
        if (!pattern)
            fail(place, u"the step \"replace\": "_s + pattern.error().message, pattern.error().offset);
        else if (const QString wrong = pattern->replacementError(step.with); !wrong.isEmpty())
            fail(place, u"the step \"replace\": "_s + wrong);
        else
            compiled.pattern = *pattern;
    }
    if (step.kind == StepKind::Split && step.separator.isEmpty())
        fail(place, u"The step \"split\" needs a \"separator\"."_s);
    if (!step.currency.isEmpty() && !isCurrencyCode(step.currency))
        fail(place, u"\"%1\" is no currency of ISO 4217: write \"EUR\"."_s.arg(step.currency));
    return compiled;
}

CompiledContainer RecipeCompiler::container(const Container &container)
{
    m_name = u"container"_s;
    const Inside before = m_inside;
    CompiledContainer compiled{rule(container.kind, container.expression, container.writtenAt.place), {}, {}};
    // What stands in the page is to be found in the tree; other kinds have no inside that fields could be relative to.
    if (container.kind != RuleKind::Css && container.kind != RuleKind::XPath && container.kind != RuleKind::JsonPath)
        fail(container.writtenAt.place,
             u"A container is found with the kind css, xpath or jsonpath; %1 finds nothing that has fields inside."_s
                 .arg(ruleKindName(container.kind)));
    else if (std::holds_alternative<ScopeItself>(compiled.rule))
        fail(container.writtenAt.place,
             u"\":scope\" is what the container stands in: name what repeats inside of it."_s, 0);
    else if (const auto *xpath = std::get_if<XPath>(&compiled.rule); xpath && xpath->type() != XPathType::Nodes)
        fail(
            container.writtenAt.place,
            u"A container is found with an expression for elements, and this one gives one value: write a path, //li."_s,
            0);
    if (container.nested.size() > 1)
        fail(container.writtenAt.place, u"A container has one container inside at the most."_s);
    m_inside = container.kind == RuleKind::JsonPath ? Inside::JsonValue : Inside::Element;
    ++m_level;
    compiled.fields = fields(container.fields, container.nested.isEmpty());
    for (const Container &nested : container.nested) {
        compiled.nested.push_back(this->container(nested));
        if (!nested.nested.isEmpty())
            fail(nested.writtenAt.place, u"Containers are nested one level deep."_s);
    }
    m_inside = before;
    --m_level;
    return compiled;
}

Rule RecipeCompiler::rule(RuleKind kind, const QString &expression, TextPlace place)
{
    const bool isOfElements = kind == RuleKind::Css || kind == RuleKind::XPath;
    const bool isStructured = kind >= RuleKind::JsonLd && kind <= RuleKind::TwitterCard;
    if (m_inside == Inside::JsonValue && (isOfElements || isStructured))
        fail(
            place,
            u"The kind %1 looks at elements, and the container finds JSON values: use jsonpath, or move this out of it."_s
                .arg(ruleKindName(kind)));
    m_parts.needsHtml |= isOfElements || isStructured;
    m_parts.readsJson |= kind == RuleKind::JsonPath;
    switch (kind) {
    case RuleKind::Css:
        return selector(expression, place);
    case RuleKind::XPath:
        return ruleOf(XPath::compile(expression), place, [](const XPath &xpath) { return xpath; });
    case RuleKind::Regex:
        return ruleOf(Regex::parse(expression), place, [](const Regex &regex) { return RegexRule{regex, 0}; });
    case RuleKind::JsonPath:
        return ruleOf(JsonPath::compile(expression), place, [](const JsonPath &path) { return path; });
    case RuleKind::JsonLd:
        return structured(StructuredSyntax::JsonLd, expression, place);
    case RuleKind::Microdata:
        return structured(StructuredSyntax::Microdata, expression, place);
    case RuleKind::Rdfa:
        return structured(StructuredSyntax::Rdfa, expression, place);
    case RuleKind::OpenGraph:
        return structured(StructuredSyntax::OpenGraph, expression, place);
    case RuleKind::TwitterCard:
        return structured(StructuredSyntax::Twitter, expression, place);
    case RuleKind::UrlPart:
        if (!isUrlPart(expression))
            fail(
                place,
                u"\"%1\" is no part of a URL: write href, origin, scheme, host, port, path, file, query, fragment, path:1 or query:name."_s
                    .arg(expression),
                0);
        return expression;
    case RuleKind::Header:
        if (expression.trimmed().isEmpty())
            fail(place, u"The name of a header field is missing: write \"Content-Type\"."_s, 0);
        return expression.trimmed();
    case RuleKind::Constant:
        return expression;
    case RuleKind::Page:
        return extra(expression, place);
    }
    Q_UNREACHABLE();
}

Rule RecipeCompiler::selector(const QString &expression, TextPlace place)
{
    if (expression.trimmed() == ":scope"_L1)
        return ScopeItself();
    return ruleOf(Selector::parse(expression), place, [this](const Selector &selector) {
        m_parts.selectors.resize(std::max(m_parts.selectors.size(), m_level + 1));
        auto &group = m_parts.selectors[m_level];
        group.push_back({selector});
        return SelectorRule{m_level, group.size() - 1};
    });
}

Rule RecipeCompiler::structured(StructuredSyntax syntax, const QString &expression, TextPlace place)
{
    return ruleOf(StructuredPath::compile(expression, syntax), place,
                  [this](const StructuredPath &path) { return StructuredRule{path, m_parts.structuredCount++}; });
}

Rule RecipeCompiler::extra(const QString &expression, TextPlace place)
{
    if (m_inside != Inside::Page)
        fail(place, u"An extra is the page's: move it out of the container, to \"fields\"."_s);
    if (const PageExtraInfo *info = findPageExtra(expression.trimmed()))
        return info->extra;
    QStringList names;
    for (const PageExtraInfo &info : pageExtras())
        names << info.name;
    fail(place, u"\"%1\" is no extra of a page. There are: %2."_s.arg(expression, names.join(u", "_s)), 0);
    return expression;
}

template <class Compiled, class Error, class Make>
Rule RecipeCompiler::ruleOf(const Expected<Compiled, Error> &compiled, TextPlace place, Make make)
{
    if (compiled)
        return make(*compiled);
    fail(place, compiled.error().message, compiled.error().offset);
    return QString();
}

/// "query" and "page" of "query:page".
std::pair<QString, QString> partAndArgument(const QString &part)
{
    const qsizetype colon = part.indexOf(u':');
    return colon < 0 ? std::pair(part, QString()) : std::pair(part.first(colon), part.sliced(colon + 1));
}

QString decoded(const QByteArray &text) { return QString::fromUtf8(QByteArray::fromPercentEncoding(text)); }

} // namespace

Expected<CompiledRecipe, QList<RecipeError>> CompiledRecipe::compile(const Recipe &recipe)
{
    RecipeCompiler compiler;
    auto parts = std::make_shared<Parts>(compiler.run(recipe));
    parts->wantsInlinks = inlinksField(recipe) >= 0;
    if (!compiler.errors.isEmpty())
        return Unexpected(compiler.errors);
    return CompiledRecipe(std::move(parts));
}

bool isUrlPart(const QString &part)
{
    const auto [name, argument] = partAndArgument(part);
    if (name == part)
        return QStringList({u"href"_s, u"origin"_s, u"scheme"_s, u"host"_s, u"port"_s, u"path"_s, u"file"_s, u"query"_s,
                            u"fragment"_s})
            .contains(name);
    return (name == "path"_L1 && argument.toInt() > 0) || (name == "query"_L1 && !argument.isEmpty());
}

std::optional<QString> urlPart(const QByteArray &text, const QString &part)
{
    const Expected<Url, UrlError> parsed = Url::parse(text);
    if (!parsed)
        return std::nullopt;
    const Url &url = *parsed;
    const auto [name, argument] = partAndArgument(part);
    const auto found = [](const QByteArray &ascii) { return QString::fromUtf8(ascii); };
    if (name == "href"_L1)
        return found(url.display());
    if (name == "origin"_L1)
        return found(url.origin());
    if (name == "scheme"_L1)
        return found(url.scheme());
    if (name == "host"_L1)
        return found(url.host());
    if (name == "port"_L1)
        return QString::number(url.port());
    if (name == "fragment"_L1)
        return url.fragment() ? std::optional(found(*url.fragment())) : std::nullopt;
    if (name == "file"_L1)
        return decoded(url.path().mid(url.path().lastIndexOf('/') + 1));
    if (name == "path"_L1 && argument.isEmpty())
        return found(url.path());
    if (name == "path"_L1) {
        const QByteArrayList segments = url.path().mid(1).split('/');
        const int place = argument.toInt();
        return place <= segments.size() ? std::optional(decoded(segments[place - 1])) : std::nullopt;
    }
    if (!url.query())
        return std::nullopt;
    if (argument.isEmpty())
        return found(*url.query());
    for (QByteArray pair : url.query()->split('&')) { // URL §5.1, the first of that name
        pair.replace('+', ' ');
        const qsizetype equals = pair.indexOf('=');
        if (decoded(pair.left(equals < 0 ? pair.size() : equals)) == argument)
            return decoded(equals < 0 ? QByteArray() : pair.mid(equals + 1));
    }
    return std::nullopt;
}

} // namespace creel
