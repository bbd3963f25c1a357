#pragma once

#include "parse/document.h"
#include "parse/xpath/charactercode.h"

#include <pugixml.hpp>

#include <vector>

namespace creel::xpath {

/// A document as pugixml holds it, and the way back. pugixml parses it from a text of ours, in place: so its names and values
/// point into that text, and their places there tell which node is which and, to pugixml too, which comes first.
class TreeCopy
{
public:
    struct Place {
        quint32 offset = 0; ///< where the name of an element or attribute, or the text, stands in our text
        NodeIndex node = 0;
        qint32 attribute = -1; ///< its number
    };

    TreeCopy(const Document &document, CharacterCode::Kind kind);

    bool isWhole() const { return m_isWhole; } ///< else the characters had no room in the code
    CharacterCode &code() { return m_code; }
    pugi::xml_node find(const Node &node) const;            ///< null for what XPath doesn't see
    const Place *find(const pugi::xpath_node &found) const; ///< nullptr for the document

private:
    void write(const Document &document);
    void writeElement(Node element);
    void writeCharacters(QByteArrayView text, char quote);
    void note(NodeIndex node, qint32 attribute = -1) { m_places.push_back({quint32(m_text.size()), node, attribute}); }

    CharacterCode m_code;
    QByteArray m_text;
    std::vector<Place> m_places; ///< by offset
    pugi::xml_document m_tree;
    std::vector<pugi::xml_node> m_nodes; ///< by NodeIndex
    bool m_isWhole = false;
};

} // namespace creel::xpath
