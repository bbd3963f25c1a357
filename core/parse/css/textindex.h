#pragma once

#include "parse/document.h"
#include "parse/steps.h"

#include <vector>

namespace creel::css {

/// The text content of every element of a document at once: one text, of which each element's is a part. So many questions
/// for the same words cost one search.
class TextIndex
{
public:
    TextIndex(const Document &document, Steps &steps);

    /// All places where `words` begin, overlapping ones too.
    std::vector<quint32> find(QByteArrayView words, Steps &steps) const;
    /// Whether one of the `places` of a text of `size` bytes lies in `element`'s text content.
    bool containsOne(Node element, const std::vector<quint32> &places, qsizetype size) const;

private:
    struct Part {
        quint32 begin = 0;
        quint32 end = 0;
    };
    QByteArray m_text;
    std::vector<Part> m_parts; ///< by NodeIndex
};

} // namespace creel::css
