#pragma once

#include "parse/extraction/extraction.h"

namespace creel {

/// The language of the page as a whole (HTML §3.2.6.2): what the root element declares, else the last meta
/// http-equiv=content-language that names one, else the header Content-Language where that names one alone. A language tag, with
/// the case that BCP 47 §2.1.1 recommends: "en", "de-AT", "zh-Hant-TW". Empty: the page doesn't say. Nothing is guessed.
QString declaredLanguage(const ExtractionPage &page, Steps &steps);

/// The case of BCP 47 §2.1.1; '_' counts as '-', which pages write for it.
QString canonicalLanguageTag(QByteArrayView tag);

} // namespace creel
