#include "parse/detect/fieldproposals.h"

#include "parse/ascii.h"
#include "parse/detect/elementhandles.h"
#include "parse/detect/fieldnames.h"
#include "parse/detect/fieldselector.h"
#include "parse/detect/valuekinds.h"
#include "parse/selector.h"
#include "parse/visibletext.h"

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxFields = 24;
constexpr quint32 maxText = 20'000; ///< bytes of a text that is a field

/// What a field would give, with null for records that have none.
struct Values {
    QStringList all;
    int found = 0;
    bool differ = false; ///< they are not all the same
};

template <class Read>
Values valuesOf(const RecordSlots &slots, const Slot &slot, Read read)
{
    Values values;
    for (size_t i = 0; i < slots.records.size(); ++i)
        values.all << QString();
    int last = -1;
    QString first;
    for (const Slot::Occurrence &each : slot.occurrences) {
        if (each.record == last)
            continue;
        last = each.record;
        const QString value = read(each.element);
        if (value.isEmpty())
            continue;
        values.differ = values.differ || (values.found > 0 && value != first);
        if (values.found++ == 0)
            first = value;
        values.all[each.record] = value;
    }
    return values;
}

QString directText(Node element)
{
    QByteArray text;
    for (Node child = element.firstChild(); child; child = child.nextSibling()) {
        if (child.isText())
            text += child.characters();
    }
    return collapsed(text).trimmed();
}

bool isPhrase(Node element)
{
    constexpr std::array names = {Name::A,    Name::Em,    Name::B,    Name::Strong, Name::I,   Name::Code,
                                  Name::Mark, Name::Abbr,  Name::Span, Name::Sup,    Name::Sub, Name::U,
                                  Name::Q,    Name::Small, Name::Kbd,  Name::Cite};
    return element.ns() == Namespace::Html && std::find(names.begin(), names.end(), element.nameId()) != names.end();
}

class FieldFinder
{
public:
    FieldFinder(const Document &document, const RecordSlots &slots, const PageShape &shape, Steps &steps)
        : m_document(document), m_slots(slots), m_shape(shape), m_steps(steps),
          m_language(QString::fromUtf8(document.documentElement().attribute(Name::Lang)).toLower())
    {
    }

    std::vector<Field> find()
    {
        for (const Slot &slot : m_slots.slots) {
            if (m_fields.size() >= maxFields || m_steps.areSpent())
                break;
            if (slot.records < 2 || 20 * size_t(slot.records) < m_slots.records.size() || isInsideOfSeveral(slot))
                continue;
            if (slot.repetition() > 1.3)
                addJoined(slot);
            else
                addFieldsOf(slot);
        }
        return std::move(m_fields);
    }

private:
    /// A part of what stands several times in a record: it belongs to no one value of it.
    bool isInsideOfSeveral(const Slot &slot) const
    {
        for (int parent = slot.parent; parent != 0; parent = m_slots.slots[size_t(parent)].parent) {
            if (m_slots.slots[size_t(parent)].repetition() > 1.3)
                return true;
        }
        return false;
    }

    void addFieldsOf(const Slot &slot)
    {
        const Node element = slot.occurrences.front().element;
        // What is for machines says the same as the text, but better.
        if (element.nameId() == Name::Time && addAttribute(slot, Take::Attribute, "datetime"))
            return;
        if (element.hasAttribute(Name::Itemprop) && addAttribute(slot, Take::Attribute, "content"))
            return;
        addText(slot);
        if (element.nameId() == Name::A)
            addAttribute(slot, Take::AbsoluteUrl, "href");
        else if (element.nameId() == Name::Link)
            addAttribute(slot, Take::AbsoluteUrl, "href");
        else if (element.nameId() == Name::Img)
            addPicture(slot);
        else if (element.nameId() == Name::Data || element.nameId() == Name::Meter)
            addAttribute(slot, Take::Attribute, "value");
        addAttribute(slot, Take::Attribute, "title");
        addAttribute(slot, Take::Attribute, "aria-label");
        if (&slot == &m_slots.slots.front())
            addDataAttributes(slot);
        else if (m_shape.of(element).text == 0 && (slot.token.contains("rating") || slot.token.contains("star")))
            addAttribute(slot, Take::Attribute, "class"); // "star-rating Three"
    }

    void addText(const Slot &slot)
    {
        const Values direct = valuesOf(m_slots, slot, directText);
        const bool hasParts =
            std::any_of(slot.occurrences.begin(), slot.occurrences.end(),
                        [](const Slot::Occurrence &each) { return bool(each.element.firstElementChild()); });
        if (direct.found == 0 || (!direct.differ && (hasParts || slot.records == int(m_slots.records.size()))))
            return; // "by", "on": what is between the parts
        const Node element = slot.occurrences.front().element;
        if (!direct.differ && (element.nameId() == Name::A || element.nameId() == Name::Button || direct.found < 2))
            return;
        if (isWordOf(slot)
            || std::any_of(slot.occurrences.begin(), slot.occurrences.end(),
                           [this](const Slot::Occurrence &each) { return m_shape.of(each.element).text > maxText; }))
            return;
        Field field;
        field.take = Take::VisibleText;
        add(slot, field, valuesOf(m_slots, slot, [this](Node node) { return textOf(node); }));
    }

    QString textOf(Node node)
    {
        m_steps.spend(m_shape.of(node).text / 16 + 4);
        return visibleText(node);
    }

    /// <em> and its like in a running text.
    bool isWordOf(const Slot &slot) const
    {
        const Node element = slot.occurrences.front().element;
        if (slot.parent == 0 || !slot.token.isEmpty() || !isPhrase(element))
            return false;
        const Slot &around = m_slots.slots[size_t(slot.parent)];
        const Values outer = valuesOf(m_slots, around, directText);
        return outer.differ && slot.records < around.records;
    }

    void addJoined(const Slot &slot)
    {
        const bool areShort =
            std::all_of(slot.occurrences.begin(), slot.occurrences.end(), [this](const Slot::Occurrence &each) {
                return m_shape.of(each.element).atoms <= 2 && m_shape.of(each.element).text <= 200;
            });
        if (!areShort || isWordOf(slot))
            return;
        Field field;
        field.take = Take::VisibleText;
        field.many = Many::Joined;
        Values values;
        for (size_t i = 0; i < m_slots.records.size(); ++i)
            values.all << QString();
        for (const Slot::Occurrence &each : slot.occurrences) {
            QString &joined = values.all[each.record];
            joined += (joined.isNull() ? QString() : field.separator) + textOf(each.element);
        }
        for (const QString &value : values.all)
            values.found += !value.isEmpty();
        values.differ = values.all.count(values.all.first()) < values.all.size();
        if (!values.differ)
            return;
        add(slot, field, values);
    }

    bool addAttribute(const Slot &slot, Take take, const char *attribute)
    {
        Field field;
        field.take = take;
        field.attribute = QString::fromLatin1(attribute);
        const QByteArray name(attribute);
        const Values values = valuesOf(m_slots, slot, [&name, take](Node node) {
            const QByteArrayView value = trimAsciiSpace(node.attribute(name));
            const bool isNowhere =
                take == Take::AbsoluteUrl && (value.startsWith('#') || value.startsWith("javascript:"));
            return isNowhere || value.size() > 2'000 ? QString() : QString::fromUtf8(value);
        });
        if (!values.differ || 2 * values.found < slot.records)
            return false;
        add(slot, field, values);
        return true;
    }

    /// Its address, where scripts that load it late look, too.
    void addPicture(const Slot &slot)
    {
        for (const char *name : {"data-src", "data-lazy-src", "data-original", "src"}) {
            const QByteArray attribute(name);
            const Values values = valuesOf(m_slots, slot, [&attribute](Node node) {
                const QByteArrayView value = node.attribute(attribute);
                return value.startsWith("data:") || value.size() > 2'000 ? QString() : QString::fromUtf8(value);
            });
            if (!values.differ || 2 * values.found < slot.records)
                continue;
            Field field;
            field.take = Take::AbsoluteUrl;
            field.attribute = QString::fromUtf8(attribute);
            add(slot, field, values);
            break;
        }
        addAttribute(slot, Take::Attribute, "alt");
    }

    void addDataAttributes(const Slot &slot)
    {
        const Node record = m_slots.records.front();
        int left = 6;
        for (qsizetype i = 0; i < record.attributeCount() && left > 0; ++i) {
            const QByteArray name = record.attributeAt(i).name().toByteArray();
            if (!name.startsWith("data-") || name.size() > 30)
                continue;
            --left;
            addAttribute(slot, Take::Attribute, name.constData());
        }
    }

    void add(const Slot &slot, Field field, const Values &values)
    {
        if (values.found < 2 || m_fields.size() >= maxFields)
            return;
        // What another field says already: a title of a link, a picture's text. The text that is seen is the better one.
        for (qsizetype i = 0; i < m_values.size(); ++i) {
            const Field &known = m_fields[size_t(i)];
            if ((known.take == Take::AbsoluteUrl) != (field.take == Take::AbsoluteUrl)
                || !isSame(values.all, m_values[i]))
                continue;
            if (known.take != Take::Attribute || field.take != Take::VisibleText)
                return;
            m_names.remove(known.name);
            m_fields.erase(m_fields.begin() + i);
            m_values.removeAt(i);
            break;
        }
        field.expression = fieldSelector(m_document, m_slots, slot, field.many == Many::Joined, m_steps);
        if (field.expression.isEmpty())
            return;
        const Node element = slot.occurrences.front().element;
        const bool isCell = element.isHtml(Name::Td) || element.isHtml(Name::Th);
        QString name = fieldName(m_slots, slot, field, isCell ? headerOf(element, m_slots) : QString());
        QStringList found = values.all;
        found.removeAll(QString());
        if (field.take == Take::AbsoluteUrl)
            field.type = FieldType::Url;
        else
            giveKind(field, found, m_language);
        if (!field.steps.isEmpty() && field.take == Take::VisibleText)
            leaveOutEmpty(slot, field);
        if (field.take == Take::Attribute && field.attribute.startsWith(u"data-"))
            name = columnName(field.attribute.mid(5));
        if (name.isEmpty())
            name = nameOfKind(field, element, found);
        field.name = uniqueName(name, m_names);
        m_fields.push_back(field);
        m_values.append(values.all);
    }

    /// Empty cells are no numbers: a selector for the others alone, where that is right in all records.
    void leaveOutEmpty(const Slot &slot, Field &field)
    {
        const bool hasEmpty =
            std::any_of(slot.occurrences.begin(), slot.occurrences.end(),
                        [this](const Slot::Occurrence &each) { return m_shape.of(each.element).text == 0; });
        const QString narrowed = field.expression + u":not(:empty)"_s;
        const Expected<Selector, SelectorError> selector = Selector::parse(narrowed);
        if (!hasEmpty || field.expression == u":scope"_s || !selector)
            return;
        std::vector<Node> expected(m_slots.records.size());
        for (const Slot::Occurrence &each : slot.occurrences) {
            if (m_shape.of(each.element).text > 0 && !expected[size_t(each.record)])
                expected[size_t(each.record)] = each.element;
        }
        SelectorMatcher matcher(*selector, m_document);
        for (size_t i = 0; i < expected.size(); ++i) {
            const std::vector<Node> selected = matcher.select(m_slots.records[i]);
            if ((selected.empty() ? Node() : selected.front()) != expected[i])
                return;
        }
        if (!matcher.tooComplex())
            field.expression = narrowed;
    }

    static bool isSame(const QStringList &values, const QStringList &known)
    {
        for (qsizetype i = 0; i < known.size(); ++i) {
            if (!values[i].isNull() && values[i] != known[i])
                return false;
        }
        return true;
    }

    static bool areYears(const QStringList &values)
    {
        return std::all_of(values.begin(), values.end(), [](const QString &value) {
            return value.size() == 4 && value >= u"1500"_s && value < u"2100"_s;
        });
    }

    QString nameOfKind(const Field &field, Node element, const QStringList &values) const
    {
        constexpr std::array marked = {Name::A, Name::B, Name::Strong};
        const bool isMarked = std::find(marked.begin(), marked.end(), element.nameId()) != marked.end();
        const bool hasTitle =
            m_names.contains(u"title"_s) || m_names.contains(u"name"_s) || m_names.contains(u"headline"_s);
        if (!field.steps.isEmpty() && field.steps.last().kind == StepKind::Price)
            return u"price"_s;
        if (field.type == FieldType::Date)
            return u"date"_s;
        if (field.type == FieldType::Number)
            return areYears(values) ? u"year"_s : u"number"_s;
        if (field.many == Many::Joined)
            return u"list"_s;
        return isMarked && !hasTitle && field.take == Take::VisibleText ? u"title"_s : u"text"_s;
    }

    const Document &m_document;
    const RecordSlots &m_slots;
    const PageShape &m_shape;
    Steps &m_steps;
    const QString m_language;
    std::vector<Field> m_fields;
    QList<QStringList> m_values; ///< of the fields
    QSet<QString> m_names;
};

} // namespace

std::vector<Field> proposeFields(const Document &document, const RecordSlots &slots, const PageShape &shape,
                                 Steps &steps)
{
    return FieldFinder(document, slots, shape, steps).find();
}

} // namespace creel
