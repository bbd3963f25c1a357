#include "base/recipe.h"

#include "base/pageextra.h"
#include "base/recipenames.h"

#include <QStringList>

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

JsonText string(const QString &text) { return JsonText::string(text); }

JsonText toJson(const Step &step)
{
    JsonText json = JsonText::object();
    json.add(u"step"_s, string(names::of(names::steps, step.kind)));
    switch (step.kind) {
    case StepKind::Replace:
        json.add(u"pattern"_s, string(step.pattern));
        json.add(u"with"_s, string(step.with));
        break;
    case StepKind::Split:
        json.add(u"separator"_s, string(step.separator));
        break;
    case StepKind::Default:
        json.add(u"value"_s, string(step.value));
        break;
    default:
        break;
    }
    if (!step.decimal.isNull())
        json.add(u"decimal"_s, string(step.decimal));
    if (!step.currency.isEmpty())
        json.add(u"currency"_s, string(step.currency));
    if (step.part != PricePart::All)
        json.add(u"part"_s, string(names::of(names::priceParts, step.part)));
    if (step.order != DateOrder::Unknown)
        json.add(u"order"_s, string(names::of(names::dateOrders, step.order)));
    return json.members.size() == 1 ? json.members.front().value : json;
}

JsonText toJson(const Field &field)
{
    JsonText json = JsonText::object();
    json.add(u"name"_s, string(field.name));
    json.add(u"kind"_s, string(ruleKindName(field.kind)));
    json.add(u"expression"_s, string(field.expression));
    json.add(u"take"_s, string(takeName(field.take)));
    if (!field.attribute.isEmpty())
        json.add(u"attribute"_s, string(field.attribute));
    if (!field.group.isEmpty())
        json.add(u"group"_s, string(field.group));
    json.add(u"many"_s, string(names::of(names::manys, field.many)));
    if (field.many == Many::Joined)
        json.add(u"separator"_s, string(field.separator));
    if (!field.steps.isEmpty()) {
        JsonText steps = JsonText::array();
        for (const Step &step : field.steps)
            steps.items.push_back(toJson(step));
        json.add(u"steps"_s, std::move(steps));
    }
    if (field.type != FieldType::Text)
        json.add(u"type"_s, string(fieldTypeName(field.type)));
    return json;
}

JsonText toJson(const QList<Field> &fields)
{
    JsonText json = JsonText::array();
    for (const Field &field : fields)
        json.items.push_back(toJson(field));
    return json;
}

JsonText toJson(const Container &container)
{
    JsonText json = JsonText::object();
    json.add(u"kind"_s, string(ruleKindName(container.kind)));
    json.add(u"expression"_s, string(container.expression));
    json.add(u"fields"_s, toJson(container.fields));
    if (!container.nested.isEmpty())
        json.add(u"container"_s, toJson(container.nested.first()));
    return json;
}

} // namespace

QString ruleKindName(RuleKind kind) { return names::of(names::ruleKinds, kind); }
QString takeName(Take take) { return names::of(names::takes, take); }
QString fieldTypeName(FieldType type) { return names::of(names::fieldTypes, type); }

FieldType Field::valueType() const
{
    if (type != FieldType::Text)
        return type;
    if (!steps.isEmpty()) {
        const Step &last = steps.last();
        const bool isNumber =
            last.kind == StepKind::Number || (last.kind == StepKind::Price && last.part == PricePart::Amount);
        return isNumber && many != Many::Joined ? FieldType::Number : FieldType::Text;
    }
    if (take == Take::Count || take == Take::Exists)
        return take == Take::Count ? FieldType::Number : FieldType::Boolean;
    const PageExtraInfo *extra = kind == RuleKind::Page ? findPageExtra(expression.trimmed()) : nullptr;
    return extra && many != Many::Joined ? extra->type : FieldType::Text;
}

bool Recipe::givesManyRecords() const
{
    return container || std::ranges::any_of(fields, [](const Field &field) { return field.many == Many::Rows; });
}

QList<Field> Recipe::allFields() const
{
    QList<Field> all = fields;
    if (container) {
        all += container->fields;
        for (const Container &nested : container->nested)
            all += nested.fields;
    }
    return all;
}

QStringList Recipe::fieldNames() const
{
    QStringList found;
    for (const Field &field : allFields())
        found << field.name;
    return found;
}

QString RecipeError::toString() const
{
    QString text;
    if (place.isKnown())
        text += u"%1:%2: "_s.arg(place.line).arg(place.column);
    if (!field.isEmpty())
        text += (field == "container"_L1 ? u"%1: "_s : u"field \"%1\": "_s).arg(field);
    text += message;
    if (offset >= 0)
        text += u" (character %1 of the expression)"_s.arg(offset + 1);
    return text;
}

QByteArray recipeToJson(const Recipe &recipe)
{
    JsonText json = JsonText::object();
    json.add(u"version"_s, JsonText::number(QString::number(Recipe::version)));
    if (!recipe.name.isEmpty())
        json.add(u"name"_s, string(recipe.name));
    if (!recipe.fields.isEmpty() || !recipe.container)
        json.add(u"fields"_s, toJson(recipe.fields));
    if (recipe.container)
        json.add(u"container"_s, toJson(*recipe.container));
    return json.pretty();
}

} // namespace creel
