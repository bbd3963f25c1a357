#pragma once

#include "base/url.h"
#include "parse/extraction/budget.h"
#include "parse/extraction/compiledrecipe.h"
#include "parse/extraction/extraction.h"

namespace creel {

/// Does one step to each value. Values with an error stay as they are. `base` resolves references; it may be invalid.
void applyStep(const CompiledStep &step, std::vector<ExtractedValue> &values, const Url &base, ExtractionLeft &left);

/// A reference as absolute URL, without user info; of what is none, an error.
Expected<QString, QString> absoluteUrl(QStringView reference, const Url &base);

/// Makes an error of a value that is not of its field's type.
void checkType(ExtractedValue &value, FieldType type);

} // namespace creel
