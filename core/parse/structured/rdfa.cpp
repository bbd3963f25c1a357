#include "parse/structured/reading.h"

#include <optional>

namespace creel::structured {

namespace {

/// RDFa Lite 1.1: vocab, typeof, property, resource and prefix. What has no typeof around it is no item: that is how Open Graph
/// is written, and read elsewhere.
class RdfaReader
{
public:
    explicit RdfaReader(Reading &reading) : m_reading(reading) { }

    void read()
    {
        for (TreeWalk walk(m_reading.document.root()); walk && m_reading.steps.spend(); walk.advance()) {
            if (!walk.node().isElement())
                continue;
            if (walk.entering())
                enter(walk.node());
            else
                m_scopes.pop_back();
        }
    }

private:
    struct Scope {
        QByteArrayView vocabulary;
        std::optional<quint32> item;
    };

    void enter(Node element)
    {
        Scope scope = m_scopes.empty() ? Scope() : m_scopes.back();
        if (const Found vocabulary = findAttribute(element, "vocab"); !vocabulary.text.isNull())
            scope.vocabulary = vocabulary.text; // empty: none any more
        const auto names = tokens(element.attribute(Name::Property));
        const auto types = tokens(findAttribute(element, "typeof").text);
        const std::optional<quint32> outer = scope.item;
        if (!types.empty()) {
            scope.item = m_reading.addItem(StructuredSyntax::Rdfa, outerRange(element));
            for (const QByteArrayView type : types)
                m_reading.data.items[*scope.item].types.push_back(absolute(type, scope.vocabulary));
            if (const Found id = reference(element); !id.text.isEmpty())
                m_reading.data.items[*scope.item].id = m_reading.resolved(id.text);
        }
        if (outer && !names.empty()) {
            if (!types.empty()) {
                for (const QByteArrayView name : names)
                    m_reading.addNested(*outer, name, *scope.item);
            } else {
                const auto [text, source] = valueOf(element);
                for (const QByteArrayView name : names)
                    m_reading.add(*outer, name, text, source);
            }
        }
        m_scopes.push_back(scope);
    }

    /// A term gets the vocabulary in front; what has a prefix stays as it is written.
    static QByteArray absolute(QByteArrayView term, QByteArrayView vocabulary)
    {
        return term.contains(':') ? term.toByteArray() : vocabulary.toByteArray() + term.toByteArray();
    }

    /// RDFa Core §7.5: the first of these is the resource.
    static Found reference(Node element)
    {
        for (const QByteArrayView name : {"resource", "href", "src"})
            if (const Found found = findAttribute(element, name); !found.text.isNull())
                return found;
        return {};
    }

    std::pair<QByteArray, SourceRange> valueOf(Node element)
    {
        if (const Found content = findAttribute(element, "content"); !content.text.isNull())
            return {content.text.toByteArray(), content.source};
        if (const Found datetime = findAttribute(element, "datetime"); !datetime.text.isNull()) // HTML+RDFa §3.1
            return {datetime.text.toByteArray(), datetime.source};
        if (const Found found = reference(element); !found.text.isNull())
            return {m_reading.resolved(found.text), found.source};
        return {m_reading.textOf(element), innerRange(element)};
    }

    Reading &m_reading;
    std::vector<Scope> m_scopes; ///< of the elements that are open
};

} // namespace

void readRdfa(Reading &reading) { RdfaReader(reading).read(); }

} // namespace creel::structured
