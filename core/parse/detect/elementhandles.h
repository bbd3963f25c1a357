#pragma once

#include "parse/detect/generatednames.h"
#include "parse/document.h"

#include <QString>

#include <vector>

namespace creel {

/// What an element can be held by: one compound selector, ".price" or "li.card".
struct ElementHandle {
    QString text;
    int cost =
        0; ///< the smaller, the shorter and the more likely to last; from `generatedCost` on, names that a build wrote
    static constexpr int generatedCost = 100;
};

/// The identifier as CSS writes it (CSSOM §2.1 "serialize an identifier").
QString cssIdentifier(QByteArrayView utf8);
/// The same of a string, quotes included.
QString cssString(QByteArrayView utf8);

/// The words of an element's class attribute, each once, at most 16 of them.
std::vector<QByteArrayView> classesOf(Node element);

/// What all of `elements` have in common to be held by, best first; of a single one, what it has. None is null; 32 at most.
std::vector<ElementHandle> commonHandles(const std::vector<Node> &elements);

/// What to hold by what stands below it: the best handle of one element that lasts and is more than its tag's name; empty: none.
ElementHandle landmarkOf(Node element);

/// 1-based, among the elements below the same parent; 0: more than `most`.
int childNumber(Node element, int most = 10'000);

} // namespace creel
