#pragma once

#include "parse/extraction/lazypage.h"
#include "parse/extraction/taking.h"

#include <vector>

namespace creel {

ExtractedValue failedValue(const QString &error);
ExtractedValue foundValue(QString text, SourceRange source = {});

/// The values of one field, as its rule finds them one after the other: as many as its `take` and `many` want.
class FoundValues
{
public:
    FoundValues(const Field &field, LazyPage &page, ExtractionLeft &left)
        : m_field(field), m_taking(field, page.document()), m_page(page), m_left(left)
    {
    }

    /// Whether things are counted only, by addOne().
    bool isCount() const { return m_field.take == Take::Count || m_field.take == Take::Exists; }

    // Each says whether more are wanted.
    bool addOne();
    bool add(ExtractedValue value);
    bool addText(QString text, SourceRange source);           ///< of Take::AbsoluteUrl it becomes one
    bool addTaken(Node element);                              ///< what the field takes of it, if it has that
    bool addBare(const QByteArray &utf8, SourceRange source); ///< of a text, a comment or an attribute
    bool fail(const QString &error);                          ///< instead of all values

    bool isEmpty() const { return m_count == 0 && m_values.empty(); }
    std::vector<ExtractedValue> take();

private:
    const Field &m_field;
    const Taking m_taking;
    LazyPage &m_page;
    ExtractionLeft &m_left;
    size_t m_count = 0;
    bool m_hasFailed = false;
    std::vector<ExtractedValue> m_values;
};

/// What the field's `many` makes of its values: one of them, but of Many::Rows all.
std::vector<ExtractedValue> reduced(std::vector<ExtractedValue> values, const Field &field, ExtractionLeft &left);

} // namespace creel
