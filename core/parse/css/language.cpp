#include "parse/css/language.h"

#include "parse/ascii.h"

namespace creel::css {
namespace {

/// The language that an element declares; null when it declares none.
QByteArrayView declaredLanguage(Node element)
{
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (attribute.ns() == AttributeNamespace::Xml && attribute.nameId() == Name::Lang)
            return attribute.value();
    }
    return element.ns() == Namespace::MathMl ? QByteArrayView() : element.attribute(Name::Lang);
}

/// Cuts the first subtag off `tag`.
QByteArrayView takeSubtag(QByteArrayView &tag)
{
    const qsizetype hyphen = tag.indexOf('-');
    const QByteArrayView subtag = hyphen < 0 ? tag : tag.first(hyphen);
    tag = hyphen < 0 ? QByteArrayView() : tag.sliced(hyphen + 1);
    return subtag;
}

} // namespace

QByteArrayView Languages::of(Node element)
{
    for (Node node = element; node.isElement() && m_steps.spend(1 + node.attributeCount()); node = node.parent()) {
        const QByteArrayView language = declaredLanguage(node);
        if (!language.isNull())
            return language;
    }
    return pragmaSet();
}

/// HTML §4.2.5.3, content language: of several, the last counts.
QByteArrayView Languages::pragmaSet()
{
    if (m_pragmaSet)
        return *m_pragmaSet;
    m_pragmaSet = QByteArrayView();
    for (Node node = m_document.root(); node && m_steps.spend(); node = node.nextInDocument()) {
        if (!node.isHtml(Name::Meta) || !equalsIgnoringAsciiCase(node.attribute(Name::HttpEquiv), "content-language"))
            continue;
        QByteArrayView language = trimAsciiSpace(node.attribute(Name::Content));
        if (language.isEmpty() || language.contains(','))
            continue;
        qsizetype end = 0;
        while (end < language.size() && !isAsciiSpace(language[end]))
            ++end;
        m_pragmaSet = language.first(end);
    }
    return *m_pragmaSet;
}

bool isInLanguageRange(QByteArrayView tag, QByteArrayView range)
{
    if (tag.isEmpty() || range.isEmpty())
        return tag.isEmpty() && range.isEmpty();
    const QByteArrayView first = takeSubtag(range);
    if (const QByteArrayView own = takeSubtag(tag); first != "*" && !equalsIgnoringAsciiCase(first, own))
        return false;
    while (!range.isNull()) {
        const QByteArrayView wanted = takeSubtag(range);
        if (wanted == "*")
            continue;
        for (;;) { // subtags between are passed by, but a singleton ("x-…") begins something else
            if (tag.isNull())
                return false;
            const QByteArrayView own = takeSubtag(tag);
            if (equalsIgnoringAsciiCase(own, wanted))
                break;
            if (own.size() <= 1)
                return false;
        }
    }
    return true;
}

} // namespace creel::css
