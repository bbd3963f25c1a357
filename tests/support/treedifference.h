#pragma once

#include "parse/document.h"

#include <optional>
#include <vector>

namespace creel::test {

/// A tree as one list, in document order, good as long as its document. The doctype is not in it: gumbo doesn't tell where it
/// stood.
struct TreeEvent {
    enum class Type : quint8 { Begin, End, Text, Comment }; ///< Begin and End: of an element or a template's contents
    Type type;
    Node node;
    QByteArray text = {}; ///< of Text and Comment
};
using TreeEvents = std::vector<TreeEvent>;

/// Linear, and constant stack.
TreeEvents treeEvents(const Document &document);

struct TreeDifference {
    QByteArray what;          ///< "attribute href: \"a\" against \"b\""
    QByteArray path;          ///< of the node on our side: "html/body/div[2]/#text"
    quint32 sourceOffset = 0; ///< of that node, or of the last one before that stands in the source
};

/// How two trees of the same source differ in kind, namespace and name of each node, attributes in their order, texts, comments,
/// template contents: all differences up to the first one in structure, behind which there is nothing to compare.
std::vector<TreeDifference> differences(const TreeEvents &ours, const TreeEvents &theirs);

/// The same of the doctype, whose ids may be missing or empty (gumbo doesn't tell which), and of the quirks mode.
std::optional<TreeDifference> doctypeDifference(const Document &ours, const Document &theirs);

} // namespace creel::test
