#include "parse/extras/headings.h"

#include "parse/extraction/taking.h"
#include "parse/visibletext.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// 1 … 6; 0: it is no heading.
int levelOf(Node element)
{
    const bool isHeading =
        element.ns() == Namespace::Html && element.nameId() >= Name::H1 && element.nameId() <= Name::H6;
    return isHeading ? int(element.nameId()) - int(Name::H1) + 1 : 0;
}

} // namespace

std::vector<ExtractedValue> headings(const Document &document, int level, ExtractionLeft &left)
{
    std::vector<ExtractedValue> found;
    for (TreeWalk walk(document.root()); walk && left.steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (!walk.entering() || !node.isElement())
            continue;
        if (hidesText(node)) {
            walk.skipChildren();
            continue;
        }
        const int own = levelOf(node);
        if (own == 0 || (level != 0 && own != level))
            continue;
        QByteArray text;
        if (!appendText(node, true, text, left))
            break;
        const QString prefix = level == 0 ? u"h%1: "_s.arg(own) : QString();
        found.push_back({true, prefix + collapsed(text), innerSourceOf(node, left.steps), {}});
    }
    return found;
}

} // namespace creel
