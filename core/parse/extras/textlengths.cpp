#include "parse/extras/textlengths.h"

#include "parse/ascii.h"
#include "parse/extras/words.h"
#include "parse/visibletext.h"

namespace creel {

namespace {

qsizetype charactersOf(QByteArrayView utf8)
{
    const QString text = collapsed(utf8);
    qsizetype count = 0;
    for (qsizetype at = 0; at < text.size(); ++count)
        takeCharacter(text, at);
    return count;
}

} // namespace

std::optional<qsizetype> titleLength(const Document &document, Steps &steps)
{
    for (Node node = document.root(); node && steps.spend(); node = node.nextInDocument())
        if (node.isHtml(Name::Title))
            return charactersOf(node.textContent());
    return std::nullopt;
}

std::optional<qsizetype> descriptionLength(const Document &document, Steps &steps)
{
    for (Node node = document.root(); node && steps.spend(); node = node.nextInDocument()) {
        const QByteArrayView content = node.isHtml(Name::Meta) ? node.attribute(Name::Content) : QByteArrayView();
        if (!content.isNull() && equalsIgnoringAsciiCase(node.attribute(Name::Name), "description"))
            return charactersOf(content);
    }
    return std::nullopt;
}

} // namespace creel
