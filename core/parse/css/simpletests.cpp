// Matcher: the simple selectors that look at one element alone, or ask one of the Matcher's experts.
#include "parse/css/matcher.h"

#include "parse/ascii.h"

#include <algorithm>
#include <string_view>

namespace creel::css {
namespace {

bool isEqual(QByteArrayView a, QByteArrayView b, bool ignoresCase)
{
    return ignoresCase ? equalsIgnoringAsciiCase(a, b) : a == b;
}

/// Whether `word` is one of those between white space (HTML §2.3.7).
bool hasWord(QByteArrayView words, QByteArrayView word, bool ignoresCase)
{
    const char *at = words.begin();
    while (at != words.end()) {
        const char *end = std::find_if(at, words.end(), isAsciiSpace);
        if (end - at == word.size() && isEqual({at, end}, word, ignoresCase))
            return !word.isEmpty();
        at = end == words.end() ? end : end + 1;
    }
    return false;
}

bool hasPart(QByteArrayView text, QByteArrayView part, bool ignoresCase)
{
    if (!ignoresCase)
        return std::string_view(text.data(), size_t(text.size())).find({part.data(), size_t(part.size())})
            != std::string_view::npos;
    const auto isSame = [](char a, char b) { return toAsciiLower(a) == toAsciiLower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), isSame) != text.end();
}

/// Selectors 4, :empty: white space between its tags leaves an element empty.
bool isEmpty(Node element, Steps &steps)
{
    for (Node child = element.firstChild(); child && steps.spend(); child = child.nextSibling())
        if (child.isElement() || (child.isText() && !trimAsciiSpace(child.characters()).isEmpty()))
            return false;
    return true;
}

/// HTML §4.16.3, SVG 2 §16.2.
bool isLink(Node element)
{
    if (element.isHtml(Name::A) || element.isHtml(Name::Area))
        return element.hasAttribute(Name::Href);
    if (element.ns() != Namespace::Svg || element.nameId() != Name::A)
        return false;
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (attribute.nameId() == Name::Href
            && (attribute.ns() == AttributeNamespace::None || attribute.ns() == AttributeNamespace::XLink))
            return true;
    }
    return false;
}

/// HTML §4.16.3 with §4.13.3: without scripts, no custom element is ever defined.
bool isDefined(Node element)
{
    if (element.ns() != Namespace::Html)
        return true;
    const QByteArrayView name = element.name();
    static constexpr QByteArrayView reserved[] = {"annotation-xml", "color-profile", "font-face",
                                                  "font-face-src",  "font-face-uri", "font-face-format",
                                                  "font-face-name", "missing-glyph"};
    const bool isCustom =
        name.contains('-') && std::find(std::begin(reserved), std::end(reserved), name) == std::end(reserved);
    return !isCustom && !element.hasAttribute(Name::Is);
}

} // namespace

bool Matcher::holds(const IdTest &test, Node element)
{
    return isEqual(element.attribute(Name::Id), test.id, m_isQuirky);
}

bool Matcher::holds(const ClassTest &test, Node element)
{
    const QByteArrayView classes = element.attribute(Name::Class);
    return m_steps.spendForText(classes.size()) && hasWord(classes, test.name, m_isQuirky);
}

bool Matcher::holds(const AttributeTest &test, Node element)
{
    const Name name = nameFor(element, test.name);
    if (name == Name::None)
        return false;
    if (test.ns == AttributeNamespace::None) {
        const QByteArrayView value = element.attribute(name);
        return !value.isNull() && holdsForValue(test, element, value);
    }
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (attribute.nameId() == name && (!test.ns || attribute.ns() == *test.ns)
            && holdsForValue(test, element, attribute.value()))
            return true;
    }
    return false;
}

bool Matcher::holdsForValue(const AttributeTest &test, Node element, QByteArrayView value)
{
    const bool ignoresCase = test.caseRule == CaseRule::Ignore
        || (test.caseRule == CaseRule::Default && test.ignoresCaseInHtml && element.ns() == Namespace::Html);
    const QByteArrayView wanted = test.value;
    m_steps.spendForText(std::min(value.size(), wanted.size()));
    switch (test.op) {
    case AttributeOperator::Exists:
        return true;
    case AttributeOperator::Equals:
        return isEqual(value, wanted, ignoresCase);
    case AttributeOperator::Includes:
        return m_steps.spendForText(value.size()) && hasWord(value, wanted, ignoresCase);
    case AttributeOperator::DashMatch:
        return value.size() >= wanted.size() && isEqual(value.first(wanted.size()), wanted, ignoresCase)
            && (value.size() == wanted.size() || value[wanted.size()] == '-');
    case AttributeOperator::Prefix:
        return !wanted.isEmpty() && value.size() >= wanted.size()
            && isEqual(value.first(wanted.size()), wanted, ignoresCase);
    case AttributeOperator::Suffix:
        return !wanted.isEmpty() && value.size() >= wanted.size()
            && isEqual(value.last(wanted.size()), wanted, ignoresCase);
    case AttributeOperator::Substring: { // spent is what the worst value costs
        const qsizetype comparisons = ignoresCase ? wanted.size() : 1 + wanted.size() / 32;
        return !wanted.isEmpty() && m_steps.spendForText(value.size() * comparisons)
            && hasPart(value, wanted, ignoresCase);
    }
    }
    return false;
}

bool Matcher::holds(PseudoClass test, Node element)
{
    switch (test) {
    case PseudoClass::Root:
        return element == m_document.documentElement();
    case PseudoClass::Scope: // Selectors 4, :scope: without a scoping root it is :root
        return m_scope.isElement() ? element == m_scope : element == m_document.documentElement();
    case PseudoClass::Empty:
        return isEmpty(element, m_steps);
    case PseudoClass::FirstChild:
        return !element.previousElementSibling();
    case PseudoClass::LastChild:
        return !element.nextElementSibling();
    case PseudoClass::OnlyChild:
        return !element.previousElementSibling() && !element.nextElementSibling();
    case PseudoClass::AnyLink:
        return isLink(element);
    case PseudoClass::Defined:
        return isDefined(element);
    case PseudoClass::Open: // HTML §4.16.3
        return (element.isHtml(Name::Details) || element.isHtml(Name::Dialog)) && element.hasAttribute(Name::Open);
    default:
        return m_formStates.matches(test, element);
    }
}

bool Matcher::holds(const DirTest &test, Node element)
{
    return m_directions.of(element) == (test.rightToLeft ? Direction::RightToLeft : Direction::LeftToRight);
}

bool Matcher::holds(const LangTest &test, Node element)
{
    const QByteArrayView language = m_languages.of(element);
    return std::any_of(test.ranges.begin(), test.ranges.end(),
                       [language](const QByteArray &range) { return isInLanguageRange(language, range); });
}

bool Matcher::holds(const ContainsTest &test, Node element)
{
    if (!m_texts)
        m_texts.emplace(m_document, m_steps);
    return std::any_of(test.texts.begin(), test.texts.end(), [&](const QByteArray &text) {
        auto places = m_foundTexts.find(text);
        if (places == m_foundTexts.end())
            places = m_foundTexts.insert(text, m_texts->find(text, m_steps));
        return m_texts->containsOne(element, *places, text.size());
    });
}

} // namespace creel::css
