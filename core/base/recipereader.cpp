#include "base/recipe.h"
#include "base/recipenames.h"

#include <QScopeGuard>
#include <QStringList>

#include <algorithm>
#include <initializer_list>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxFields = 500;
constexpr qsizetype maxSteps = 50;

/// Reads a recipe member by member; goes on after an error, so that a person is told all of them.
class RecipeReader
{
public:
    Recipe read(const JsonText &json);

    QList<RecipeError> errors;

private:
    using Members = std::initializer_list<QStringView>;

    void fail(TextPlace place, const QString &message) { errors.append({m_field, message, place}); }

    /// Whether `json` is an object; its members are to be among `known`, and those of `needed` are to be there.
    bool isObject(const JsonText &json, const QString &what, Members known, Members needed);
    const JsonText *member(const JsonText &object, QStringView name) const;
    QString text(const JsonText &object, QStringView name, const QString &standard = {});
    template <class Enum, class Names>
    Enum word(const JsonText &object, QStringView name, const Names &names, Enum standard);
    /// One of the words, found by what was written there already.
    template <class Enum, class Names>
    Enum wordOf(const JsonText &value, QStringView name, const Names &names, Enum standard);

    QList<Field> fields(const JsonText &array);
    Field field(const JsonText &json);
    QList<Step> steps(const JsonText &array);
    Step step(const JsonText &json);
    Container container(const JsonText &json, int level);

    QString m_field; ///< the name of the one that is read
    QStringList m_names;
};

bool RecipeReader::isObject(const JsonText &json, const QString &what, Members known, Members needed)
{
    if (json.kind != JsonText::Kind::Object) {
        fail(json.place, u"%1 is written as an object, {…}."_s.arg(what));
        return false;
    }
    for (const JsonMember &member : json.members) {
        if (std::find(known.begin(), known.end(), member.name) != known.end())
            continue;
        QStringList names;
        for (const QStringView name : known)
            names << name.toString();
        fail(member.place,
             u"\"%1\" is no member of %2, which may have: %3."_s.arg(member.name, what, names.join(u", "_s)));
    }
    for (const QStringView name : needed) {
        if (!member(json, name))
            fail(json.place, u"%1 needs a member \"%2\"."_s.arg(what, name));
    }
    return true;
}

const JsonText *RecipeReader::member(const JsonText &object, QStringView name) const
{
    for (const JsonMember &member : object.members) {
        if (member.name == name)
            return &member.value;
    }
    return nullptr;
}

QString RecipeReader::text(const JsonText &object, QStringView name, const QString &standard)
{
    const JsonText *value = member(object, name);
    if (value && value->kind != JsonText::Kind::String)
        fail(value->place, u"\"%1\" is a text in \"double quotes\"."_s.arg(name));
    return value && value->kind == JsonText::Kind::String ? value->text : standard;
}

template <class Enum, class Names>
Enum RecipeReader::word(const JsonText &object, QStringView name, const Names &names, Enum standard)
{
    const JsonText *value = member(object, name);
    return value ? wordOf(*value, name, names, standard) : standard;
}

template <class Enum, class Names>
Enum RecipeReader::wordOf(const JsonText &value, QStringView name, const Names &names, Enum standard)
{
    QStringList known;
    for (size_t i = 0; i < names.size(); ++i) {
        if (value.kind == JsonText::Kind::String && value.text == QStringView(names[i]))
            return Enum(i);
        known << QString::fromUtf16(names[i]);
    }
    fail(value.place, u"\"%1\" is one of: %2."_s.arg(name, known.join(u", "_s)));
    return standard;
}

Recipe RecipeReader::read(const JsonText &json)
{
    Recipe recipe;
    if (!isObject(json, u"a recipe"_s, {u"version", u"name", u"fields", u"container"}, {u"version"}))
        return recipe;
    const JsonText *version = member(json, u"version");
    if (version && (version->kind != JsonText::Kind::Number || version->text != QString::number(Recipe::version)))
        fail(version->place,
             u"This Creel reads recipes of version %1 only: write \"version\": %1, or use a newer Creel."_s.arg(
                 Recipe::version));
    recipe.name = text(json, u"name");
    if (const JsonText *array = member(json, u"fields"))
        recipe.fields = fields(*array);
    if (const JsonText *value = member(json, u"container"))
        recipe.container = container(*value, 0);
    if (errors.isEmpty() && m_names.isEmpty())
        fail(json.place, u"A recipe needs a field: add one to \"fields\"."_s);
    return recipe;
}

QList<Field> RecipeReader::fields(const JsonText &array)
{
    QList<Field> found;
    if (array.kind != JsonText::Kind::Array) {
        fail(array.place, u"\"fields\" is an array, […]."_s);
        return found;
    }
    for (const JsonText &item : array.items) {
        if (m_names.size() >= maxFields) {
            fail(item.place, u"A recipe has %1 fields at the most."_s.arg(maxFields));
            break;
        }
        found << field(item);
    }
    return found;
}

Field RecipeReader::field(const JsonText &json)
{
    Field read;
    const auto done = qScopeGuard([this] { m_field.clear(); });
    if (const JsonText *name = member(json, u"name"); name && name->kind == JsonText::Kind::String)
        m_field = name->text;
    if (!isObject(json, u"a field"_s,
                  {u"name", u"kind", u"expression", u"take", u"attribute", u"group", u"many", u"separator", u"steps",
                   u"type"},
                  {u"name", u"kind", u"expression"}))
        return read;
    read.name = text(json, u"name");
    const JsonText *name = member(json, u"name");
    if (name && read.name.trimmed().isEmpty())
        fail(name->place, u"A field needs a name: its column is called so."_s);
    else if (name && m_names.contains(read.name))
        fail(name->place, u"Two fields are called so: a column needs a name of its own."_s);
    m_names << read.name;
    read.kind = word(json, u"kind", names::ruleKinds, read.kind);
    read.expression = text(json, u"expression");
    if (const JsonText *expression = member(json, u"expression"))
        read.writtenAt.place = expression->place;
    read.take = word(json, u"take", names::takes, read.take);
    read.attribute = text(json, u"attribute");
    read.group = text(json, u"group");
    read.many = word(json, u"many", names::manys, read.many);
    read.separator = text(json, u"separator", read.separator);
    if (const JsonText *array = member(json, u"steps"))
        read.steps = steps(*array);
    read.type = word(json, u"type", names::fieldTypes, read.type);
    if (const JsonText *separator = member(json, u"separator"); separator && read.many != Many::Joined)
        fail(separator->place,
             u"\"separator\" is for \"many\": \"joined\" only. To cut a value, add a step \"split\"."_s);
    return read;
}

QList<Step> RecipeReader::steps(const JsonText &array)
{
    QList<Step> found;
    if (array.kind != JsonText::Kind::Array || array.items.size() > size_t(maxSteps)) {
        fail(array.place, u"\"steps\" is an array, […], of %1 steps at the most."_s.arg(maxSteps));
        return found;
    }
    for (const JsonText &item : array.items)
        found << step(item);
    return found;
}

Step RecipeReader::step(const JsonText &json)
{
    Step read;
    read.writtenAt.place = json.place;
    JsonText whole = json;
    if (json.kind == JsonText::Kind::String) { // "trim" is short for {"step": "trim"}
        whole = JsonText::object();
        whole.place = json.place;
        whole.add(u"step"_s, json);
    }
    const JsonText *kind = member(whole, u"step");
    if (!kind) {
        fail(
            json.place,
            u"A step is its name, \"trim\", or an object that says it, {\"step\": \"split\", \"separator\": \";\"}."_s);
        return read;
    }
    const qsizetype errorsBefore = errors.size();
    read.kind = wordOf(*kind, u"step", names::steps, read.kind);
    if (errors.size() > errorsBefore)
        return read;
    const QString what = u"a step \"%1\""_s.arg(kind->text);
    switch (read.kind) {
    case StepKind::Replace:
        isObject(whole, what, {u"step", u"pattern", u"with"}, {u"pattern", u"with"});
        if (const JsonText *pattern = member(whole, u"pattern"))
            read.writtenAt.place = pattern->place;
        break;
    case StepKind::Split:
        isObject(whole, what, {u"step", u"separator"}, {u"separator"});
        break;
    case StepKind::Default:
        isObject(whole, what, {u"step", u"value"}, {u"value"});
        break;
    case StepKind::Number:
        isObject(whole, what, {u"step", u"decimal"}, {});
        break;
    case StepKind::Price:
        isObject(whole, what, {u"step", u"decimal", u"currency", u"part"}, {});
        break;
    case StepKind::Date:
        isObject(whole, what, {u"step", u"order"}, {});
        break;
    default:
        isObject(whole, what, {u"step"}, {});
    }
    read.pattern = text(whole, u"pattern");
    read.with = text(whole, u"with");
    read.separator = text(whole, u"separator");
    read.value = text(whole, u"value");
    read.currency = text(whole, u"currency");
    read.part = word(whole, u"part", names::priceParts, read.part);
    read.order = word(whole, u"order", names::dateOrders, read.order);
    const QString decimal = text(whole, u"decimal");
    if (decimal == u"."_s || decimal == u","_s)
        read.decimal = decimal.front();
    else if (member(whole, u"decimal"))
        fail(member(whole, u"decimal")->place, u"\"decimal\" is \".\" or \",\"."_s);
    if (const JsonText *separator = member(whole, u"separator"); separator && read.separator.isEmpty())
        fail(separator->place, u"\"separator\" is a text of one character or more."_s);
    return read;
}

Container RecipeReader::container(const JsonText &json, int level)
{
    Container read;
    m_field = u"container"_s;
    const bool isOne = isObject(json, u"a container"_s, {u"kind", u"expression", u"fields", u"container"},
                                {u"kind", u"expression", u"fields"});
    if (isOne) {
        read.kind = word(json, u"kind", names::ruleKinds, read.kind);
        read.expression = text(json, u"expression");
        if (const JsonText *expression = member(json, u"expression"))
            read.writtenAt.place = expression->place;
    }
    const JsonText *nested = member(json, u"container");
    if (nested && level > 0)
        fail(nested->place, u"Containers are nested one level deep: this is the third."_s);
    m_field.clear();
    if (const JsonText *array = isOne ? member(json, u"fields") : nullptr)
        read.fields = fields(*array);
    if (isOne && nested && level == 0)
        read.nested << container(*nested, level + 1);
    return read;
}

} // namespace

Expected<Recipe, QList<RecipeError>> recipeFromJson(const QByteArray &utf8)
{
    const Expected<JsonText, JsonTextError> json = parseJsonText(utf8);
    if (!json)
        return Unexpected(QList{RecipeError{{}, json.error().message, json.error().place}});
    RecipeReader reader;
    Recipe recipe = reader.read(*json);
    if (!reader.errors.isEmpty())
        return Unexpected(reader.errors);
    return recipe;
}

} // namespace creel
