#pragma once

#include "base/expected.h"
#include "base/recipe.h"

#include <QList>
#include <QString>

namespace creel {

struct StepTextError {
    QString message;      ///< what is wrong, and what to write
    qsizetype offset = 0; ///< in the text, in UTF-16 code units
};

/// Steps in one line, as a person writes them: `trim | replace "\s+" " " | price EUR amount | default "0"`. A text with white space,
/// a quote or a bar in it stands in quotes; a quote inside is written twice. Pure.
Expected<QList<Step>, StepTextError> stepsFromText(const QString &text);
QString stepsToText(const QList<Step> &steps);
/// What can be written of one step, by an example: `replace "," "."`.
QString stepExample(StepKind kind);

} // namespace creel
