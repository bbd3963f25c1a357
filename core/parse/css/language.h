#pragma once

#include "parse/document.h"
#include "parse/steps.h"

#include <optional>

namespace creel::css {

/// HTML §3.2.6.2: the languages of a document's elements, as far as the page itself tells.
class Languages
{
public:
    Languages(const Document &document, Steps &steps) : m_document(document), m_steps(steps) { }

    /// A language tag as the page has it; empty when it is unknown.
    QByteArrayView of(Node element);

private:
    QByteArrayView pragmaSet();

    const Document &m_document;
    Steps &m_steps;
    std::optional<QByteArrayView> m_pragmaSet;
};

/// RFC 4647 §3.3.2 extended filtering, with what Selectors 4, :lang(), adds: an empty range is met by an empty tag alone.
bool isInLanguageRange(QByteArrayView tag, QByteArrayView range);

} // namespace creel::css
