#pragma once

#include "parse/parsebudget.h"

namespace creel::html {

/// What a fragment is parsed in: the element whose innerHTML it would be.
struct FragmentContext {
    QByteArray name; ///< in lower case but for SVG's mixed ones ("foreignObject")
    Namespace ns = Namespace::Html;
    QuirksMode quirksMode = QuirksMode::NoQuirks;
};

/// Parses a page as the HTML standard has it (§13.2), scripting disabled. `utf8` is valid UTF-8 without a byte order mark, as
/// decodeToUtf8() gives it. Accepts any bytes; linear in time and memory, for two bounds that the standard doesn't have: elements
/// are open up to 512 deep, deeper ones become siblings; and formatting elements are opened again, or adopted, as often as there
/// are 16 bytes of page, and 10,000 times more, after which they stay closed. Neither makes the page tooComplex. Budget: `memory`
/// is what the Document may take beside the source; when it or the time is spent, or stop is requested, the Document has what
/// came before, and is tooComplex. Pure; any thread.
ParsedDocument parse(const QByteArray &utf8, const ParseBudget &budget = {});

/// Parses a fragment (§13.4): it becomes the children of the document element, an html element that stands for the context.
ParsedDocument parseFragment(const QByteArray &utf8, const FragmentContext &context, const ParseBudget &budget = {});

} // namespace creel::html
