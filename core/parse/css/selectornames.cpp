#include "parse/css/selectornames.h"

#include <algorithm>
#include <iterator>

using namespace Qt::StringLiterals;

namespace creel::css {
namespace {

struct NamedPseudoClass {
    QByteArrayView name;
    PseudoClass meaning;
};

constexpr NamedPseudoClass pseudoClasses[] = {
    {"root", PseudoClass::Root},
    {"scope", PseudoClass::Scope},
    {"empty", PseudoClass::Empty},
    {"first-child", PseudoClass::FirstChild},
    {"last-child", PseudoClass::LastChild},
    {"only-child", PseudoClass::OnlyChild},
    {"any-link", PseudoClass::AnyLink},
    {"link", PseudoClass::AnyLink}, // nothing was ever visited
    {"defined", PseudoClass::Defined},
    {"open", PseudoClass::Open},
    {"enabled", PseudoClass::Enabled},
    {"disabled", PseudoClass::Disabled},
    {"checked", PseudoClass::Checked},
    {"default", PseudoClass::Default},
    {"indeterminate", PseudoClass::Indeterminate},
    {"required", PseudoClass::Required},
    {"optional", PseudoClass::Optional},
    {"read-only", PseudoClass::ReadOnly},
    {"read-write", PseudoClass::ReadWrite},
    {"placeholder-shown", PseudoClass::PlaceholderShown},
    {"in-range", PseudoClass::InRange},
    {"out-of-range", PseudoClass::OutOfRange},
};

// Selectors 4, CSS Pseudo-Elements 4, HTML §4.16.3, and what browsers add.
constexpr QByteArrayView ofTheReader[] = {
    "active",
    "autofill",
    "blank",
    "buffering",
    "current",
    "focus",
    "focus-visible",
    "focus-within",
    "fullscreen",
    "future",
    "hover",
    "local-link",
    "modal",
    "muted",
    "past",
    "paused",
    "picture-in-picture",
    "playing",
    "popover-open",
    "seeking",
    "stalled",
    "state",
    "target",
    "target-within",
    "user-invalid",
    "user-valid",
    "visited",
    "volume-locked",
};
constexpr QByteArrayView pseudoElements[] = {
    "after",          "backdrop",    "before",          "cue",  "file-selector-button", "first-letter", "first-line",
    "grammar-error",  "highlight",   "marker",          "part", "placeholder",          "selection",    "slotted",
    "spelling-error", "target-text", "view-transition",
};
constexpr QByteArrayView unsupported[] = {"host", "host-context", "invalid", "nth-col", "nth-last-col", "valid"};

constexpr QByteArrayView caselessValues[] = {
    "accept",   "accept-charset", "align",    "alink",      "axis",   "bgcolor",  "charset",   "checked",  "clear",
    "codetype", "color",          "compact",  "declare",    "defer",  "dir",      "direction", "disabled", "enctype",
    "face",     "frame",          "hreflang", "http-equiv", "lang",   "language", "link",      "media",    "method",
    "multiple", "nohref",         "noresize", "noshade",    "nowrap", "readonly", "rel",       "rev",      "rules",
    "scope",    "scrolling",      "selected", "shape",      "target", "text",     "type",      "valign",   "valuetype",
    "vlink",
};

template <std::size_t N>
bool isIn(const QByteArrayView (&names)[N], QByteArrayView name)
{
    return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

} // namespace

std::optional<PseudoClass> pseudoClassByName(QByteArrayView name)
{
    for (const NamedPseudoClass &known : pseudoClasses)
        if (known.name == name)
            return known.meaning;
    return std::nullopt;
}

QString whyUnsupported(QByteArrayView name)
{
    if (isIn(pseudoElements, name))
        return u"a pseudo-element is no element of the page"_s;
    if (isIn(ofTheReader, name))
        return u":%1 depends on what a reader does; a page at rest has no such state"_s.arg(QLatin1String(name));
    if (isIn(unsupported, name))
        return u":%1 is not supported"_s.arg(QLatin1String(name));
    return {};
}

bool hasCaselessValues(QByteArrayView attribute) { return isIn(caselessValues, attribute); }

} // namespace creel::css
