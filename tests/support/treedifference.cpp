#include "support/treedifference.h"

#include <QByteArrayList>

#include <vector>

namespace creel::test {
namespace {

QByteArray nameOf(Node node)
{
    switch (node.kind()) {
    case NodeKind::Element:
        return (node.ns() == Namespace::Svg          ? "svg:"
                    : node.ns() == Namespace::MathMl ? "math:"
                                                     : "")
            + node.name().toByteArray();
    case NodeKind::Text:
        return "#text";
    case NodeKind::Comment:
        return "#comment";
    case NodeKind::TemplateContents:
        return "#contents";
    case NodeKind::Document:
        return "#document";
    default:
        return "nothing";
    }
}

QByteArray quoted(QByteArrayView text)
{
    constexpr qsizetype shown = 60;
    const QByteArray start = text.first(std::min(text.size(), shown)).toByteArray();
    return '"' + QByteArray(start).replace('\n', "\\n") + (text.size() > shown ? "\"… of " : "\"")
        + (text.size() > shown ? QByteArray::number(text.size()) : QByteArray());
}

quint32 placeOf(const TreeEvent &event)
{
    const Node node = event.node;
    return event.type == TreeEvent::Type::Begin ? node.startTag().begin
        : event.type == TreeEvent::Type::End    ? node.endTag().begin
                                                : node.characterSource().begin;
}

/// The contents of templates have no parent that Node::parent() tells; the path begins there.
QByteArray pathOf(Node node)
{
    QByteArrayList steps;
    for (; node && node.kind() != NodeKind::Document; node = node.parent()) {
        int number = 1;
        for (Node before = node.previousSibling(); before; before = before.previousSibling())
            number += before.kind() == node.kind() && before.nameId() == node.nameId() && before.ns() == node.ns();
        steps.prepend(nameOf(node) + (number > 1 ? '[' + QByteArray::number(number) + ']' : QByteArray()));
    }
    return steps.join('/');
}

QByteArray against(const QByteArray &ours, const QByteArray &theirs) { return ours + " against " + theirs; }

/// Where two texts part, so that a difference far into a script is seen.
QByteArray textDifference(QByteArrayView ours, QByteArrayView theirs)
{
    const auto parting = std::mismatch(ours.begin(), ours.end(), theirs.begin(), theirs.end());
    const qsizetype same = std::max<qsizetype>(0, parting.first - ours.begin() - 10);
    return "from byte " + QByteArray::number(same) + ' '
        + against(quoted(ours.sliced(same)), quoted(theirs.sliced(same)));
}

QByteArray attributeDifference(Node ours, Node theirs)
{
    const auto full = [](const Attribute &a) {
        constexpr const char *prefixes[] = {"", "xlink ", "xml ", "xmlns "};
        return prefixes[int(a.ns())] + a.name().toByteArray();
    };
    const qsizetype count = std::min(ours.attributeCount(), theirs.attributeCount());
    for (qsizetype i = 0; i < count; ++i) {
        const Attribute a = ours.attributeAt(i), b = theirs.attributeAt(i);
        if (a.ns() != b.ns() || a.name() != b.name())
            return "attribute " + QByteArray::number(i + 1) + " is " + against(full(a), full(b));
        if (a.value() != b.value())
            return "attribute " + full(a) + ": " + textDifference(a.value(), b.value());
    }
    if (ours.attributeCount() != theirs.attributeCount())
        return against(QByteArray::number(ours.attributeCount()), QByteArray::number(theirs.attributeCount()))
            + " attributes";
    return {};
}

QByteArray told(const TreeEvent *event)
{
    return !event                              ? QByteArray("the end")
        : event->type == TreeEvent::Type::End  ? "the end of " + nameOf(event->node)
        : event->type == TreeEvent::Type::Text ? "#text " + quoted(event->text)
                                               : nameOf(event->node);
}

bool isSameStructure(const TreeEvent &ours, const TreeEvent &theirs)
{
    const Node a = ours.node, b = theirs.node;
    return ours.type == theirs.type && a.kind() == b.kind() && a.ns() == b.ns() && a.name() == b.name();
}

/// Of two of the same structure; empty when there is none.
QByteArray contentDifference(const TreeEvent &ours, const TreeEvent &theirs)
{
    if (ours.type == TreeEvent::Type::Begin)
        return attributeDifference(ours.node, theirs.node);
    return ours.text == theirs.text ? QByteArray() : nameOf(ours.node) + ' ' + textDifference(ours.text, theirs.text);
}

QByteArray modeName(QuirksMode mode)
{
    return mode == QuirksMode::NoQuirks ? "no-quirks" : mode == QuirksMode::Quirks ? "quirks" : "limited-quirks";
}

} // namespace

std::optional<TreeDifference> doctypeDifference(const Document &ours, const Document &theirs)
{
    const Doctype &a = ours.doctype(), &b = theirs.doctype();
    const auto all = [](const Doctype &d) { return quoted(d.name + '|' + d.publicId + '|' + d.systemId); };
    if (a.name != b.name || a.publicId != b.publicId || a.systemId != b.systemId)
        return TreeDifference{"doctype " + against(all(a), all(b)), "#doctype"};
    if (ours.quirksMode() != theirs.quirksMode())
        return TreeDifference{"mode " + against(modeName(ours.quirksMode()), modeName(theirs.quirksMode())),
                              "#doctype"};
    return std::nullopt;
}

TreeEvents treeEvents(const Document &document)
{
    using Type = TreeEvent::Type;
    TreeEvents events;
    std::vector<Node> open{document.root()}; // whose End is to come
    Node next = document.root().firstChild();
    while (!open.empty()) {
        const Node node = next;
        if (!node) {
            if (open.size() > 1)
                events.push_back({Type::End, open.back()});
            next = open.back().kind() == NodeKind::TemplateContents ? Node() : open.back().nextSibling();
            open.pop_back();
        } else if (node.isElement() || node.kind() == NodeKind::TemplateContents) {
            events.push_back({Type::Begin, node});
            open.push_back(node);
            const Node contents = node.templateContents();
            next = contents ? contents : node.firstChild();
        } else {
            if (node.kind() != NodeKind::Doctype)
                events.push_back({node.isText() ? Type::Text : Type::Comment, node, node.characters().toByteArray()});
            next = node.nextSibling();
        }
    }
    return events;
}

std::vector<TreeDifference> differences(const TreeEvents &ours, const TreeEvents &theirs)
{
    std::vector<TreeDifference> found;
    quint32 place = 0;
    const std::size_t count = std::max(ours.size(), theirs.size());
    for (std::size_t i = 0; i < count; ++i) {
        const TreeEvent *a = i < ours.size() ? &ours[i] : nullptr, *b = i < theirs.size() ? &theirs[i] : nullptr;
        if (const quint32 begin = a ? placeOf(*a) : 0)
            place = begin;
        const bool goesOn = a && b && isSameStructure(*a, *b);
        const QByteArray what = goesOn ? contentDifference(*a, *b) : against(told(a), told(b));
        if (!what.isEmpty())
            found.push_back({what, pathOf(a ? a->node : Node()), place});
        if (!goesOn)
            break;
    }
    return found;
}

} // namespace creel::test
