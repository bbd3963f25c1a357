#include "parse/ascii.h"
#include "parse/json/document.h"
#include "parse/structured/reading.h"

#include <optional>

namespace creel::structured {

namespace {

/// JSON-LD 1.1 as pages write it: objects are items, their members are properties, arrays are several values.
class JsonLdReader
{
public:
    JsonLdReader(Reading &reading, const JsonDocument &json, SourceRange script, bool isVerbatim)
        : m_reading(reading), m_json(json), m_script(script), m_isVerbatim(isVerbatim)
    {
    }

    /// In the order of the text. A value is read before what is in it.
    void read()
    {
        std::vector<Value> pending{{m_json.root(), {}, {}}};
        while (!pending.empty()) {
            const Value value = pending.back();
            pending.pop_back();
            if (!m_reading.steps.spend())
                return;
            std::vector<Value> inside = enter(value);
            pending.insert(pending.end(), inside.rbegin(), inside.rend());
        }
    }

private:
    struct Value {
        JsonNode node;
        std::optional<quint32> item; ///< whose property it is
        QByteArray name;
    };

    std::vector<Value> enter(const Value &value)
    {
        const auto &[node, item, name] = value;
        std::vector<Value> inside;
        if (node.kind() == JsonKind::Object)
            return enterObject(value);
        if (node.kind() == JsonKind::Array) {
            for (JsonNode element = node.firstChild(); element; element = element.nextSibling())
                inside.push_back({element, item, name});
        } else if (item && node.kind() != JsonKind::Null) {
            m_reading.steps.spendForText(node.source().size());
            m_reading.add(*item, name, node.text(), placeOf(node));
        }
        return inside;
    }

    std::vector<Value> enterObject(const Value &value)
    {
        const auto &[node, item, name] = value;
        std::vector<Value> inside;
        bool hasGraph = false, hasMore = false;
        for (JsonNode member = node.firstChild(); member; member = member.nextSibling()) {
            if (member.isNamed("@value") || member.isNamed("@list") || member.isNamed("@set"))
                return {{member, item, name}}; // §4.2.1, §4.3: the object only says something about its value
            hasGraph = hasGraph || member.isNamed("@graph");
            hasMore = hasMore || !(member.isNamed("@graph") || member.isNamed("@context") || member.isNamed("@id"));
        }
        std::optional<quint32> self;
        if (!hasGraph || hasMore) {
            self = m_reading.addItem(StructuredSyntax::JsonLd, placeOf(node));
            if (item)
                m_reading.addNested(*item, name, *self);
        }
        for (JsonNode member = node.firstChild(); member; member = member.nextSibling()) {
            if (member.isNamed("@graph"))
                inside.push_back({member, {}, {}});
            else if (self && member.isNamed("@type"))
                addTypes(*self, member);
            else if (self && member.isNamed("@id"))
                m_reading.data.items[*self].id = member.text();
            else if (self && !member.isNamed("@context"))
                inside.push_back({member, self, member.name()});
        }
        return inside;
    }

    void addTypes(quint32 item, JsonNode types)
    {
        auto &all = m_reading.data.items[item].types;
        if (types.kind() == JsonKind::String)
            all.push_back(types.string());
        for (JsonNode type = types.kind() == JsonKind::Array ? types.firstChild() : JsonNode(); type;
             type = type.nextSibling())
            if (type.kind() == JsonKind::String)
                all.push_back(type.string());
    }

    /// Where the parser changed the script's text, nothing better than the whole of it is known.
    SourceRange placeOf(JsonNode node) const
    {
        const SourceRange in = node.source();
        return m_isVerbatim ? SourceRange{m_script.begin + in.begin, m_script.begin + in.end} : m_script;
    }

    Reading &m_reading;
    const JsonDocument &m_json;
    SourceRange m_script;
    bool m_isVerbatim;
};

void readScript(Reading &reading, Node script)
{
    const Node text = script.firstChild();
    const QByteArray characters = text.characters().toByteArray();
    const SourceRange place = text.characterSource();
    if (trimAsciiSpace(characters).isEmpty())
        return;
    const auto json = JsonDocument::parse(characters);
    if (!json)
        reading.data.errors.push_back({json.error().message, place});
    else
        JsonLdReader(reading, *json, place, qsizetype(place.size()) == characters.size()).read();
}

} // namespace

void readJsonLd(Reading &reading)
{
    for (Node node = reading.document.root(); node && reading.steps.spend(); node = node.nextInDocument()) {
        if (!node.isHtml(Name::Script))
            continue;
        const QByteArrayView type = node.attribute(Name::Type);
        const qsizetype end = type.indexOf(';');
        if (equalsIgnoringAsciiCase(trimAsciiSpace(end < 0 ? type : type.first(end)), "application/ld+json"))
            readScript(reading, node);
    }
}

} // namespace creel::structured
