#include "parse/xpath/infoset.h"

#include "parse/ascii.h"

namespace creel::xpath {

namespace {

bool isNameStart(char c) { return isAsciiAlpha(c) || c == '_' || c == ':' || uchar(c) >= 0x80; }
bool isNameCharacter(char c) { return isNameStart(c) || (c >= '0' && c <= '9') || c == '-' || c == '.'; }

} // namespace

QByteArray infosetName(QByteArrayView name)
{
    QByteArray coerced;
    coerced.reserve(name.size());
    for (const char c : name) {
        if (coerced.isEmpty() ? isNameStart(c) : isNameCharacter(c))
            coerced += c;
        else
            coerced += 'U' + QByteArray::number(uchar(c), 16).toUpper().rightJustified(6, '0');
    }
    return coerced;
}

QByteArray infosetName(const Attribute &attribute)
{
    static constexpr const char *prefixes[] = {"", "xlink:", "xml:", "xmlns:"};
    return prefixes[size_t(attribute.ns())] + infosetName(attribute.name());
}

bool isNamespaceDeclaration(const Attribute &attribute)
{
    const QByteArrayView name = attribute.name();
    return attribute.ns() == AttributeNamespace::Xmlns || name == "xmlns" || name.startsWith("xmlns:");
}

} // namespace creel::xpath
