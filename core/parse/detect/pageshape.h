#pragma once

#include "parse/document.h"
#include "parse/steps.h"

#include <vector>

namespace creel {

/// What part of a page an element stands in, as its tags, classes and ids tell.
enum class PagePart : quint8 { Content, Aside, Furniture }; ///< Furniture: menus, headers, footers, page numbers

/// What is in an element, its descendants included.
struct ElementShape {
    quint64 path = 0;     ///< hash of the names of the elements from the root to it; 0: it doesn't count
    quint32 text = 0;     ///< bytes of visible text that is no white space
    quint32 linkText = 0; ///< those of them inside of links
    quint32 atoms = 0;    ///< visible texts and images
    quint16 depth = 0;
    PagePart part = PagePart::Content;
};

/// The shapes of all elements of a page, from one walk over it. What lies deeper than `maxDepth`, is hidden, or is SVG or MathML
/// doesn't count.
class PageShape
{
public:
    static constexpr int maxDepth = 200;

    PageShape(const Document &document, Steps &steps);
    const ElementShape &of(Node element) const { return m_shapes[element.index()]; }

private:
    std::vector<ElementShape> m_shapes;
};

bool isBlank(QByteArrayView text); ///< nothing but white space and no-break spaces
quint64 mixed(quint64 seed, quint64 value);
quint64 mixed(quint64 seed, QByteArrayView text);

} // namespace creel
