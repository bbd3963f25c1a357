#pragma once

#include "parse/xpath/syntax.h"

#include <QHash>

namespace creel::xpath {

/// How large a tree is, in the ways that evaluation feels. Text is counted in pieces of 16 bytes.
struct Extent {
    double nodes = 0; ///< attributes not among them
    double attributes = 0;
    double text = 0;
    double attributeText = 0;
    double subtreeNodes = 0; ///< the sizes of all subtrees, together
    double subtreeText = 0;
    double siblingPairs = 0;
    double mostChildren = 0;
    double mostAttributes = 0; ///< of one element
    double depth = 0;
    bool isAscii = true; ///< all text and attribute values
    QHash<QByteArray, double> elementsNamed, attributesNamed;
};

/// The most that evaluating may cost: what is reached in the end is often far less, never more.
struct Cost {
    double steps = 0; ///< nodes visited, compared and held, and text read; some nanoseconds each
    double held = 0;  ///< nodes in the largest set, before duplicates leave it
};

/// What evaluating `expression` for one node costs. pugixml visits every node that an axis has, one context node after the
/// other, so this is sums and products of the tree's numbers.
Cost costOf(const Expression &expression, const Extent &extent);

} // namespace creel::xpath
