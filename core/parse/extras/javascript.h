#pragma once

#include "parse/extraction/extraction.h"

namespace creel {

/// Whether a page shows little without its scripts.
enum class JavaScriptNeed : quint8 { No, Likely, Yes };

/// Told by signs, never by running anything. A page without a script needs none. Else, of the words that are shown with scripting off
/// (<noscript> aside):
///   Yes: fewer than 30, and there is an app root that is empty, or <noscript> names JavaScript;
///   Likely: fewer than 150 and one of these two signs; or fewer than 5, and neither a link, a form, a picture, a frame
///   nor media that would be a reason to have no words.
/// An app root is an element with the id root, app, __next, __nuxt, ___gatsby, svelte, q-app, react-root, app-root, main-app or
/// ember-app, one with ng-app or data-reactroot, or a custom element (HTML §4.13.3) right in <body>: where frameworks put the page.
JavaScriptNeed needsJavaScript(const Document &document, ExtractionLeft &left);

} // namespace creel
