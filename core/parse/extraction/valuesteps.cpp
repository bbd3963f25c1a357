#include "parse/extraction/valuesteps.h"

#include "parse/extraction/date.h"
#include "parse/extraction/number.h"
#include "parse/extraction/price.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString shortened(const QString &text) { return text.size() > 60 ? text.left(60) + u'…' : text; }

void fail(ExtractedValue &value, const QString &error)
{
    value.isFound = false;
    value.text.clear();
    value.error = error;
}

void set(ExtractedValue &value, const Expected<QString, QString> &result)
{
    if (result)
        value.text = *result;
    else
        fail(value, result.error());
}

void replace(const CompiledStep &step, ExtractedValue &value, ExtractionLeft &left)
{
    const QByteArray utf8 = value.text.toUtf8();
    const QByteArray out = replaced(*step.pattern, utf8, step.step.with.toUtf8(), left.expressionTime, left.bytes);
    if (out.isNull())
        fail(
            value,
            u"too complex: the step \"replace\" took too long, or its result is too large. Make the pattern simpler."_s);
    else
        value.text = QString::fromUtf8(out);
}

Expected<QString, QString> price(const Step &step, const QString &text)
{
    const Expected<Price, QString> price = parsePrice(text, step.decimal, step.currency);
    if (!price)
        return Unexpected(price.error());
    if (step.part == PricePart::Amount)
        return price->amount;
    if (price->currency.isEmpty())
        return Unexpected(
            u"\"%1\" names no currency. Give the step a \"currency\", or \"part\": \"amount\"."_s.arg(shortened(text)));
    return step.part == PricePart::Currency ? price->currency : price->amount + u' ' + price->currency;
}

void applyTo(const CompiledStep &step, ExtractedValue &value, const Url &base, ExtractionLeft &left)
{
    switch (step.step.kind) {
    case StepKind::Trim:
        value.text = value.text.trimmed();
        break;
    case StepKind::Collapse:
        value.text = value.text.simplified();
        break;
    case StepKind::Replace:
        replace(step, value, left);
        break;
    case StepKind::Number:
        set(value, parseNumber(value.text, step.step.decimal));
        break;
    case StepKind::Price:
        set(value, price(step.step, value.text));
        break;
    case StepKind::Date:
        set(value, parseDate(value.text, step.step.order));
        break;
    case StepKind::AbsoluteUrl:
        set(value, absoluteUrl(value.text, base));
        break;
    case StepKind::Split:
    case StepKind::Default:
        break;
    }
}

std::vector<ExtractedValue> split(const std::vector<ExtractedValue> &values, const QString &separator,
                                  ExtractionLeft &left)
{
    std::vector<ExtractedValue> pieces;
    for (const ExtractedValue &value : values) {
        if (!value.isFound) {
            pieces.push_back(value);
            continue;
        }
        for (const QStringView piece : QStringView(value.text).tokenize(separator, Qt::SkipEmptyParts)) {
            if (!left.spendBytes(qsizetype(sizeof(ExtractedValue)) + 2 * piece.size())) {
                pieces.push_back(value);
                fail(pieces.back(), u"too complex: the step \"split\" made too many pieces."_s);
                return pieces;
            }
            pieces.push_back({true, piece.toString(), value.source, {}});
        }
    }
    return pieces;
}

} // namespace

void applyStep(const CompiledStep &step, std::vector<ExtractedValue> &values, const Url &base, ExtractionLeft &left)
{
    if (step.step.kind == StepKind::Split) {
        values = split(values, step.step.separator, left);
        return;
    }
    if (step.step.kind == StepKind::Default) {
        if (values.empty())
            values.emplace_back();
        for (ExtractedValue &value : values) {
            if (value.text.isEmpty() && value.error.isEmpty()) {
                value.isFound = true;
                value.text = step.step.value;
            }
        }
        return;
    }
    for (ExtractedValue &value : values) {
        if (value.isFound)
            applyTo(step, value, base, left);
    }
}

Expected<QString, QString> absoluteUrl(QStringView reference, const Url &base)
{
    const Expected<Url, UrlError> url = Url::parse(reference, base.isValid() ? &base : nullptr);
    if (url)
        return QString::fromLatin1(url->display());
    return Unexpected(u"\"%1\" is no URL: %2"_s.arg(shortened(reference.toString()), url.error().reason));
}

void checkType(ExtractedValue &value, FieldType type)
{
    if (!value.isFound)
        return;
    switch (type) {
    case FieldType::Text:
        return;
    case FieldType::Number:
        if (!isJsonNumber(value.text))
            fail(value, u"\"%1\" is no number. Add a step \"number\"."_s.arg(shortened(value.text)));
        return;
    case FieldType::Boolean:
        if (value.text != "true"_L1 && value.text != "false"_L1)
            fail(value, u"\"%1\" is neither true nor false."_s.arg(shortened(value.text)));
        return;
    case FieldType::Date:
        if (const auto date = parseDate(value.text); !date || *date != value.text)
            fail(value, u"\"%1\" is no date of ISO 8601. Add a step \"date\"."_s.arg(shortened(value.text)));
        return;
    case FieldType::Url:
        if (!Url::parse(value.text))
            fail(value, u"\"%1\" is no absolute URL. Add a step \"absolute-url\"."_s.arg(shortened(value.text)));
        return;
    }
}

} // namespace creel
