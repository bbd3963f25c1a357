// html::parse against gumbo 0.10.1, node for node, on what gumbo reads as the standard has it (beyondgumbo.h).
// Input: the page.

#include "beyondgumbo.h"
#include "targets.h"

#include "parse/charset.h"
#include "parse/gumbobuilder.h"
#include "parse/html/parser.h"

#include <algorithm>
#include <tuple>

namespace creel::fuzz {
namespace {

/// What gumbo doesn't tell is left out: the place of the doctype, and whether ids are missing or empty.
Node withoutDoctype(Node node)
{
    while (node.kind() == NodeKind::Doctype)
        node = node.nextSibling();
    return node;
}

bool isSameDoctype(const Document &a, const Document &b)
{
    const Doctype &one = a.doctype(), &other = b.doctype();
    return one.name == other.name && one.publicId == other.publicId && one.systemId == other.systemId;
}

using AttributeKey = std::tuple<AttributeNamespace, QByteArrayView, QByteArrayView>;

std::vector<AttributeKey> attributesOf(Node element)
{
    std::vector<AttributeKey> attributes;
    for (qsizetype i = 0; i < element.attributeCount(); ++i) {
        const Attribute attribute = element.attributeAt(i);
        // §13.2.6.1 adjust foreign attributes: xml:base is no longer among them.
        const bool isXmlBase = attribute.ns() == AttributeNamespace::Xml && attribute.name() == "base";
        attributes.emplace_back(isXmlBase ? AttributeNamespace::None : attribute.ns(),
                                isXmlBase ? "xml:base" : attribute.name(), attribute.value());
    }
    return attributes;
}

bool isSameNode(Node a, Node b)
{
    return a.kind() == b.kind() && a.ns() == b.ns() && a.name() == b.name() && a.characters() == b.characters()
        && attributesOf(a) == attributesOf(b);
}

/// What doesn't hold of two trees that should be equal; null when they are.
const char *brokenPromise(const Document &a, const Document &b)
{
    if (!isSameDoctype(a, b))
        return "both read the same doctype";
    struct Pair {
        Node a, b;
    };
    std::vector<Pair> pending{{a.root(), b.root()}};
    while (!pending.empty()) {
        const Pair parents = pending.back();
        pending.pop_back();
        Pair children{withoutDoctype(parents.a.firstChild()), withoutDoctype(parents.b.firstChild())};
        for (; children.a && children.b;
             children = {withoutDoctype(children.a.nextSibling()), withoutDoctype(children.b.nextSibling())}) {
            if (!isSameNode(children.a, children.b))
                return "both make the same node";
            pending.push_back(children);
        }
        if (children.a || children.b)
            return "both make as many nodes";
        const Pair contents{parents.a.templateContents(), parents.b.templateContents()};
        if (bool(contents.a) != bool(contents.b))
            return "both make templates of the same";
        if (contents.a)
            pending.push_back(contents);
    }
    return nullptr;
}

} // namespace

void htmlAgainstGumbo(QByteArrayView input)
{
    const ExactBytes page(asGumboNeedsIt(decodeToUtf8(input.toByteArray(), u"utf-8")));
    const ParsedDocument ours = html::parse(page.array()), gumbos = buildWithGumbo(page.array());
    require(!ours.tooComplex && !gumbos.tooComplex, "a small page is not too complex");
    if (const char *promise = brokenPromise(ours.document, gumbos.document))
        require(isBeyondGumbo(page.array(), ours.document, gumbos.document), promise);
}

} // namespace creel::fuzz
