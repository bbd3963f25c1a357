#include "parse/extraction/foundvalues.h"

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

ExtractedValue foundValue(QString text, SourceRange source)
{
    ExtractedValue value;
    value.isFound = true;
    value.text = std::move(text);
    value.source = source;
    return value;
}

namespace {

void join(ExtractedValue &joined, const ExtractedValue &value, const QString &separator)
{
    joined.text += separator;
    joined.text += value.text;
    if (value.source.isEmpty())
        return;
    if (joined.source.isEmpty())
        joined.source = value.source;
    joined.source = {std::min(joined.source.begin, value.source.begin), std::max(joined.source.end, value.source.end)};
}

} // namespace

bool FoundValues::addOne()
{
    ++m_count;
    return m_field.take == Take::Count;
}

bool FoundValues::add(ExtractedValue value)
{
    const bool isJoined = m_field.many == Many::Joined && m_field.steps.isEmpty();
    const qsizetype size = qsizetype(sizeof(ExtractedValue)) + 2 * (value.text.size() + m_field.separator.size());
    if (!m_left.spendBytes(size))
        value = failedValue(u"too complex: there are too many values."_s);
    if (m_field.many == Many::Last || (isJoined && !value.isFound))
        m_values.clear();
    if (isJoined && !m_values.empty())
        join(m_values.front(), value, m_field.separator);
    else
        m_values.push_back(std::move(value));
    return m_field.many != Many::First && m_left.bytes >= 0 && !m_left.steps.areSpent()
        && !(isJoined && !m_values.front().isFound);
}

bool FoundValues::addText(QString text, SourceRange source)
{
    if (m_field.take != Take::AbsoluteUrl)
        return add(foundValue(std::move(text), source));
    const Expected<QString, QString> url = absoluteUrl(text, m_page.base());
    return add(url ? foundValue(*url, source) : failedValue(url.error()));
}

bool FoundValues::addTaken(Node element)
{
    std::optional<ExtractedValue> value = m_taking.take(element, m_left);
    if (!value)
        return true;
    return value->isFound ? addText(std::move(value->text), value->source) : add(std::move(*value));
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
        return {std::move(values.front())};
    if (field.many == Many::Last)
        return {std::move(values.back())};
    ExtractedValue joined = values.front();
    for (size_t i = 0; i < values.size(); ++i) {
        if (!values[i].error.isEmpty())
            return {values[i]};
        if (!left.spendBytes(2 * (values[i].text.size() + field.separator.size())))
            return {failedValue(u"too complex: the joined values are too large."_s)};
        if (i > 0)
            join(joined, values[i], field.separator);
    }
    return {std::move(joined)};
}

} // namespace creel
