#pragma once

#include "base/recipe.h"
#include "parse/extraction/extraction.h"

#include <optional>

namespace creel {

/// The bytes of the page that an element came from, its tags included. One that no end tag closes ends where its last descendant
/// does. Empty: the parser put it in by itself.
SourceRange sourceOf(Node element, Steps &steps);
/// What is between its tags.
SourceRange innerSourceOf(Node element, Steps &steps);

/// Gives `text`, which is empty, textContent (DOM §4.4), or what of it is visible (visibletext.h). False: the budget is spent.
bool appendText(Node root, bool onlyVisible, QByteArray &text, ExtractionLeft &left);

/// What a field takes of elements, one after the other.
class Taking
{
public:
    Taking(const Field &field, const Document &document);

    /// Of Take::AbsoluteUrl as it is written; nullopt where the element has none. Not for Take::Count and Take::Exists.
    std::optional<ExtractedValue> take(Node element, ExtractionLeft &left) const;

private:
    std::optional<Attribute> wantedAttribute(Node element) const;

    const Field &m_field;
    /// Its attribute, as the document numbers it: as HTML elements have it, and as all others do.
    Name m_inHtml = Name::None, m_elsewhere = Name::None;
};

} // namespace creel
