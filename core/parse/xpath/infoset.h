#pragma once

#include "parse/document.h"

namespace creel::xpath {

/// The name by which XPath knows an element or attribute. Characters that XML has in no name become UXXXXXX, six hexadecimal
/// digits (HTML §13.2.9, coercing an HTML DOM into an infoset): `@click` is U000040click.
QByteArray infosetName(QByteArrayView name);

/// The same with the prefix that belongs to the attribute: "xlink:href".
QByteArray infosetName(const Attribute &attribute);

/// Namespace declarations are no attributes (XPath §5.3).
bool isNamespaceDeclaration(const Attribute &attribute);

} // namespace creel::xpath
