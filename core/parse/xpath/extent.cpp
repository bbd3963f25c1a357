#include "parse/xpath/extent.h"

#include "parse/xpath/charactercode.h"
#include "parse/xpath/infoset.h"

#include <algorithm>

namespace creel::xpath {

namespace {

constexpr double piece = 16; // of text, in bytes

void addAttributes(Extent &extent, Node element)
{
    double count = 0;
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        if (isNamespaceDeclaration(attribute))
            continue;
        ++count;
        ++extent.attributesNamed[infosetName(attribute)];
        extent.isAscii = extent.isAscii && isAscii(attribute.value());
        extent.attributeText += double(attribute.value().size()) / piece;
    }
    extent.attributes += count;
    extent.mostAttributes = std::max(extent.mostAttributes, count);
}

} // namespace

Extent measure(const Document &document)
{
    Extent extent;
    std::vector<double> children{0}; // of the document and of the elements that are open
    for (TreeWalk walk(document.root()); walk; walk.advance()) {
        const Node node = walk.node();
        if (!walk.entering()) {
            const double count = children.back();
            children.pop_back();
            extent.siblingPairs += count * count;
            extent.mostChildren = std::max(extent.mostChildren, count);
            continue;
        }
        const auto depth = double(children.size());
        ++children.back();
        children.push_back(0);
        ++extent.nodes;
        extent.subtreeNodes += depth;
        extent.depth = std::max(extent.depth, depth);
        if (node.isElement()) {
            ++extent.elementsNamed[infosetName(node.name())];
            addAttributes(extent, node);
        } else {
            const double text = double(node.characters().size()) / piece;
            extent.isAscii = extent.isAscii && isAscii(node.characters());
            extent.text += text;
            extent.subtreeText += depth * text;
        }
    }
    return extent;
}

} // namespace creel::xpath
