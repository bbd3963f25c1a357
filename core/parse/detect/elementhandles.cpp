#include "parse/detect/elementhandles.h"

#include "parse/ascii.h"

#include <algorithm>
#include <array>
#include <tuple>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype maxValue = 80; ///< of an attribute's value in a selector

bool isNameCharacter(QChar c)
{
    return c.unicode() >= 0x80 || c == u'-' || c == u'_' || (c >= u'0' && c <= u'9') || (c >= u'a' && c <= u'z')
        || (c >= u'A' && c <= u'Z');
}

QString escapedCodePoint(QChar c) { return u'\\' + QString::number(c.unicode(), 16) + u' '; }

// Attributes that say what an element is; tests and scripts hold by them, too.
constexpr std::array<QByteArrayView, 14> speaking = {
    "itemprop",  "data-testid",    "data-test-id", "data-test", "data-qa", "data-cy", "data-role",
    "data-type", "data-component", "property",     "itemtype",  "rel",     "role",    "name"};

bool isSpeaking(QByteArrayView name, QByteArrayView value)
{
    if (name == "rel") // not what it does to browsers and search engines
        return value == "author" || value == "bookmark" || value == "tag" || value == "next" || value == "prev"
            || value == "canonical";
    return std::find(speaking.begin(), speaking.end(), name) != speaking.end();
}

/// Of these the name alone says it: [data-product-id]. Scripts' own marks don't ("data-v-7ba5bd90", "data-reactid").
bool speaksByName(QByteArrayView name)
{
    return name == "itemscope"
        || (name.startsWith("data-") && name.size() > 6 && name.size() <= 30 && !name.startsWith("data-v-")
            && !name.startsWith("data-react") && classQuality(name.sliced(5)) != NameQuality::Generated);
}

QString attributeTest(const Attribute &attribute)
{
    return u'[' + cssIdentifier(attribute.name()) + u'=' + cssString(attribute.value()) + u']';
}

/// Whether all of `elements` have the attribute; with `value` null, whatever it says.
bool allHave(const std::vector<Node> &elements, Name name, QByteArrayView value)
{
    return std::all_of(elements.begin(), elements.end(), [name, value](Node element) {
        const QByteArrayView own = element.attribute(name);
        return !own.isNull() && (value.isNull() || own == value);
    });
}

bool hasClass(Node element, QByteArrayView name)
{
    const std::vector<QByteArrayView> classes = classesOf(element);
    return std::find(classes.begin(), classes.end(), name) != classes.end();
}

int classCost(QByteArrayView name)
{
    switch (classQuality(name)) {
    case NameQuality::Meaningful:
        return 10 + int(name.size()) / 8;
    case NameQuality::Styling:
        return 50 + int(name.size()) / 8;
    case NameQuality::Generated:
        break;
    }
    return ElementHandle::generatedCost;
}

bool isBetter(const ElementHandle &a, const ElementHandle &b)
{
    return std::tuple(a.cost, a.text.size(), QStringView(a.text))
        < std::tuple(b.cost, b.text.size(), QStringView(b.text));
}

} // namespace

QString cssIdentifier(QByteArrayView utf8)
{
    const QString name = QString::fromUtf8(utf8);
    QString out;
    for (qsizetype i = 0; i < name.size(); ++i) {
        const QChar c = name[i];
        const bool isDigit = c >= u'0' && c <= u'9';
        if (c.isNull())
            out += QChar::ReplacementCharacter;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7F || (isDigit && (i == 0 || (i == 1 && name[0] == u'-'))))
            out += escapedCodePoint(c);
        else if (!isNameCharacter(c) || (c == u'-' && name.size() == 1))
            out += u'\\' + QString(c);
        else
            out += c;
    }
    return out;
}

QString cssString(QByteArrayView utf8)
{
    QString out(u'"');
    for (const QChar c : QString::fromUtf8(utf8)) {
        if (c.isNull())
            out += QChar::ReplacementCharacter;
        else if (c.unicode() < 0x20 || c.unicode() == 0x7F)
            out += escapedCodePoint(c);
        else if (c == u'"' || c == u'\\')
            out += u'\\' + QString(c);
        else
            out += c;
    }
    return out + u'"';
}

std::vector<QByteArrayView> classesOf(Node element)
{
    std::vector<QByteArrayView> classes;
    QByteArrayView rest = trimAsciiSpace(element.attribute(Name::Class));
    while (!rest.isEmpty() && classes.size() < 16) {
        const QByteArrayView word(rest.begin(), std::find_if(rest.begin(), rest.end(), isAsciiSpace));
        if (std::find(classes.begin(), classes.end(), word) == classes.end())
            classes.push_back(word);
        rest = trimAsciiSpace(rest.sliced(word.size()));
    }
    return classes;
}

std::vector<ElementHandle> commonHandles(const std::vector<Node> &elements)
{
    std::vector<ElementHandle> handles;
    if (elements.empty())
        return handles;
    const Node first = elements.front();
    const QString tag = cssIdentifier(first.name());
    const bool sameTag = std::all_of(elements.begin(), elements.end(),
                                     [first](Node element) { return element.nameId() == first.nameId(); });
    if (sameTag)
        handles.push_back({tag, 20});

    std::vector<ElementHandle> classes;
    for (const QByteArrayView name : classesOf(first)) {
        if (std::all_of(elements.begin(), elements.end(), [name](Node element) { return hasClass(element, name); }))
            classes.push_back({u'.' + cssIdentifier(name), classCost(name)});
    }
    std::sort(classes.begin(), classes.end(), isBetter);
    if (classes.size() > 6)
        classes.resize(6);
    for (const ElementHandle &held : classes) {
        handles.push_back(held);
        if (sameTag)
            handles.push_back({tag + held.text, held.cost + 12});
    }
    for (size_t i = 0; i < std::min<size_t>(classes.size(), 4); ++i) {
        for (size_t j = i + 1; j < std::min<size_t>(classes.size(), 4); ++j)
            handles.push_back({classes[i].text + classes[j].text, std::max(classes[i].cost, classes[j].cost) + 15});
    }
    for (qsizetype i = 0; i < std::min<qsizetype>(first.attributeCount(), 24); ++i) {
        const Attribute attribute = first.attributeAt(i);
        const QByteArrayView name = attribute.name(), value = attribute.value();
        if (attribute.ns() != AttributeNamespace::None)
            continue;
        if (attribute.nameId() == Name::Id) {
            const bool isGenerated = idQuality(value) == NameQuality::Generated;
            if (elements.size() == 1 && !value.isEmpty() && value.size() <= maxValue
                && std::none_of(value.begin(), value.end(), isAsciiSpace))
                handles.push_back({u'#' + cssIdentifier(value), isGenerated ? ElementHandle::generatedCost : 5});
        } else if (isSpeaking(name, value) && !value.isEmpty() && value.size() <= maxValue) {
            if (allHave(elements, attribute.nameId(), value)) {
                const int cost = (name == "itemprop" || name.startsWith("data-") ? 8 : 14) + int(value.size()) / 10;
                handles.push_back({attributeTest(attribute), cost});
                if (sameTag)
                    handles.push_back({tag + attributeTest(attribute), cost + 12});
            }
        }
        if (speaksByName(name) && allHave(elements, attribute.nameId(), {}))
            handles.push_back({u'[' + cssIdentifier(name) + u']', 22});
    }
    std::sort(handles.begin(), handles.end(), isBetter);
    if (handles.size() > 32)
        handles.resize(32);
    return handles;
}

ElementHandle landmarkOf(Node element)
{
    const QString tag = cssIdentifier(element.name());
    for (const ElementHandle &handle : commonHandles({element})) {
        if (handle.cost < ElementHandle::generatedCost && handle.text != tag)
            return handle;
    }
    return {};
}

int childNumber(Node element, int most)
{
    int number = 1;
    for (Node node = element.previousElementSibling(); node; node = node.previousElementSibling()) {
        if (++number > most)
            return 0;
    }
    return number;
}

} // namespace creel
