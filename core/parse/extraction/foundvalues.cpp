#include "parse/extraction/foundvalues.h"

#include "parse/extraction/taking.h"
#include "parse/extraction/valuesteps.h"
#include "parse/visibletext.h"

#include <algorithm>

namespace creel {

using namespace Qt::StringLiterals;

ExtractedValue failedValue(const QString &error)
{
    ExtractedValue value;
    value.error = error;
    return value;
}

ExtractedValue foundValue(const QString &text, SourceRange source)
{
    ExtractedValue value;
    value.isFound = true;
    value.text = text;
    value.source = source;
    return value;
}

bool FoundValues::addOne()
{
    ++m_count;
    return m_field.take == Take::Count;
}

bool FoundValues::add(ExtractedValue value)
{
    if (!m_left.spendBytes(qsizetype(sizeof(ExtractedValue)) + 2 * value.text.size()))
        value = failedValue(u"too complex: there are too many values."_s);
    if (m_field.many == Many::Last)
        m_values.clear();
    m_values.push_back(std::move(value));
    return m_field.many != Many::First && m_left.bytes >= 0 && !m_left.steps.areSpent();
}

bool FoundValues::addText(const QString &text, SourceRange source)
{
    if (m_field.take != Take::AbsoluteUrl)
        return add(foundValue(text, source));
    const Expected<QString, QString> url = absoluteUrl(text, m_page.base());
    return add(url ? foundValue(*url, source) : failedValue(url.error()));
}

bool FoundValues::addTaken(Node element)
{
    const std::optional<ExtractedValue> value = creel::take(element, m_field, m_left);
    if (!value)
        return true;
    return value->isFound ? addText(value->text, value->source) : add(*value);
}

bool FoundValues::addBare(const QByteArray &utf8, SourceRange source)
{
    if (m_field.take == Take::InnerHtml || m_field.take == Take::OuterHtml || !m_field.attribute.isEmpty())
        return add(failedValue(
            u"\"take\": \"%1\" needs an element, and the expression finds a text, a comment or an attribute here: use text."_s
                .arg(takeName(m_field.take))));
    return addText(m_field.take == Take::VisibleText ? collapsed(utf8) : QString::fromUtf8(utf8), source);
}

bool FoundValues::fail(const QString &error)
{
    m_hasFailed = true;
    m_values = {failedValue(error)};
    return false;
}

std::vector<ExtractedValue> FoundValues::take()
{
    if (!isCount() || m_hasFailed)
        return std::move(m_values);
    return {foundValue(m_field.take == Take::Count ? QString::number(m_count) : m_count > 0 ? u"true"_s : u"false"_s)};
}

std::vector<ExtractedValue> reduced(std::vector<ExtractedValue> values, const Field &field, ExtractionLeft &left)
{
    if (field.many == Many::Rows)
        return values;
    if (values.empty())
        return {ExtractedValue()};
    if (field.many == Many::First)
        return {values.front()};
    if (field.many == Many::Last)
        return {values.back()};
    ExtractedValue joined = foundValue({});
    bool isFirst = true;
    for (const ExtractedValue &value : values) {
        if (!value.error.isEmpty())
            return {value};
        if (!left.spendBytes(2 * (value.text.size() + field.separator.size())))
            return {failedValue(u"too complex: the joined values are too large."_s)};
        joined.text += (isFirst ? QString() : field.separator) + value.text;
        isFirst = false;
        if (value.source.isEmpty())
            continue;
        if (joined.source.isEmpty())
            joined.source = value.source;
        joined.source = {std::min(joined.source.begin, value.source.begin),
                         std::max(joined.source.end, value.source.end)};
    }
    return {joined};
}

} // namespace creel
