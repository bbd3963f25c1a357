#include "parse/structured/reading.h"

#include <algorithm>

namespace creel::structured {

namespace {

/// HTML §5.2: items, their properties and their values.
class MicrodataReader
{
public:
    explicit MicrodataReader(Reading &reading) : m_reading(reading) { }

    void read()
    {
        const Document &document = m_reading.document;
        m_order.resize(size_t(document.nodeCount()) + 1);
        quint32 place = 0;
        std::vector<Node> scopes;
        for (Node node = document.root(); node; node = node.nextInDocument()) {
            if (!m_reading.steps.spend())
                return;
            m_order[node.index()] = place++;
            if (const QByteArray id = node.attribute(Name::Id).toByteArray(); !id.isEmpty() && !m_byId.contains(id))
                m_byId.insert(id, node); // the first of them is meant
            if (node.isElement() && node.hasAttribute(Name::Itemscope))
                scopes.push_back(node);
        }
        // Every item is read once, whoever it belongs to: so cycles of itemref are only that.
        for (const Node &scope : scopes)
            m_items[scope.index()] = m_reading.addItem(StructuredSyntax::Microdata, outerRange(scope));
        m_seenBy.assign(m_order.size(), ~quint32(0));
        for (const Node &scope : scopes)
            readItem(scope);
    }

private:
    void readItem(Node scope)
    {
        const quint32 item = m_items[scope.index()];
        for (const QByteArrayView type : tokens(scope.attribute(Name::Itemtype)))
            m_reading.data.items[item].types.push_back(type.toByteArray());
        if (const QByteArrayView id = scope.attribute(Name::Itemid); !id.isEmpty())
            m_reading.data.items[item].id = m_reading.resolved(id);
        for (const Node &property : propertiesOf(scope, item))
            addProperty(item, property);
    }

    /// §5.2.5: in tree order.
    std::vector<Node> propertiesOf(Node scope, quint32 item)
    {
        std::vector<Node> found, pending;
        m_seenBy[scope.index()] = item;
        const auto addChildren = [&pending](Node parent) {
            for (Node child = parent.firstElementChild(); child; child = child.nextElementSibling())
                pending.push_back(child);
        };
        addChildren(scope);
        const QByteArrayView references = scope.attribute(Name::Itemref);
        for (const QByteArrayView id : tokens(references))
            if (const auto target = m_byId.constFind(id.toByteArray()); target != m_byId.constEnd())
                pending.push_back(*target);
        while (!pending.empty()) {
            const Node current = pending.back();
            pending.pop_back();
            if (!m_reading.steps.spend())
                return {};
            if (std::exchange(m_seenBy[current.index()], item) == item)
                continue;
            if (!current.hasAttribute(Name::Itemscope))
                addChildren(current);
            if (current.hasAttribute(Name::Itemprop))
                found.push_back(current);
        }
        std::sort(found.begin(), found.end(),
                  [this](Node a, Node b) { return m_order[a.index()] < m_order[b.index()]; });
        return found;
    }

    void addProperty(quint32 item, Node property)
    {
        const auto names = tokens(property.attribute(Name::Itemprop));
        if (names.empty())
            return;
        if (property.hasAttribute(Name::Itemscope)) {
            for (const QByteArrayView name : names)
                m_reading.addNested(item, name, m_items[property.index()]);
            return;
        }
        const auto [text, source] = valueOf(property);
        for (const QByteArrayView name : names)
            m_reading.add(item, name, text, source);
    }

    /// §5.2.4
    std::pair<QByteArray, SourceRange> valueOf(Node element)
    {
        const auto written = [&](QByteArrayView attribute) {
            const Found found = findAttribute(element, attribute);
            return std::pair(found.text.toByteArray(), found.source);
        };
        const auto url = [&](QByteArrayView attribute) {
            const Found found = findAttribute(element, attribute);
            return std::pair(found.text.isNull() ? QByteArray() : m_reading.resolved(found.text), found.source);
        };
        if (element.isElement() && element.ns() == Namespace::Html) {
            switch (element.nameId()) {
            case Name::Meta:
                return written("content");
            case Name::Audio:
            case Name::Embed:
            case Name::Iframe:
            case Name::Img:
            case Name::Source:
            case Name::Track:
            case Name::Video:
                return url("src");
            case Name::A:
            case Name::Area:
            case Name::Link:
                return url("href");
            case Name::Object:
                return url("data");
            case Name::Data:
            case Name::Meter:
                return written("value");
            case Name::Time:
                if (element.hasAttribute(Name::Datetime))
                    return written("datetime");
                break;
            default:
                break;
            }
        }
        return {m_reading.textOf(element), innerRange(element)};
    }

    Reading &m_reading;
    std::vector<quint32> m_order;  ///< by NodeIndex
    std::vector<quint32> m_seenBy; ///< by NodeIndex: the last item that came by
    QHash<QByteArray, Node> m_byId;
    QHash<NodeIndex, quint32> m_items;
};

} // namespace

void readMicrodata(Reading &reading) { MicrodataReader(reading).read(); }

} // namespace creel::structured
