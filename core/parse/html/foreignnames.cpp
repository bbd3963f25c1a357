#include "parse/html/foreignnames.h"

#include "parse/ascii.h"

#include <algorithm>
#include <array>

namespace creel::html {
namespace {

/// By their lower case; those that differ from it only.
constexpr QByteArrayView svgElements[] = {
    "altGlyph",
    "altGlyphDef",
    "altGlyphItem",
    "animateColor",
    "animateMotion",
    "animateTransform",
    "clipPath",
    "feBlend",
    "feColorMatrix",
    "feComponentTransfer",
    "feComposite",
    "feConvolveMatrix",
    "feDiffuseLighting",
    "feDisplacementMap",
    "feDistantLight",
    "feDropShadow",
    "feFlood",
    "feFuncA",
    "feFuncB",
    "feFuncG",
    "feFuncR",
    "feGaussianBlur",
    "feImage",
    "feMerge",
    "feMergeNode",
    "feMorphology",
    "feOffset",
    "fePointLight",
    "feSpecularLighting",
    "feSpotLight",
    "feTile",
    "feTurbulence",
    "foreignObject",
    "glyphRef",
    "linearGradient",
    "radialGradient",
    "textPath",
};

constexpr QByteArrayView svgAttributes[] = {
    "attributeName",
    "attributeType",
    "baseFrequency",
    "baseProfile",
    "calcMode",
    "clipPathUnits",
    "diffuseConstant",
    "edgeMode",
    "filterUnits",
    "glyphRef",
    "gradientTransform",
    "gradientUnits",
    "kernelMatrix",
    "kernelUnitLength",
    "keyPoints",
    "keySplines",
    "keyTimes",
    "lengthAdjust",
    "limitingConeAngle",
    "markerHeight",
    "markerUnits",
    "markerWidth",
    "maskContentUnits",
    "maskUnits",
    "numOctaves",
    "pathLength",
    "patternContentUnits",
    "patternTransform",
    "patternUnits",
    "pointsAtX",
    "pointsAtY",
    "pointsAtZ",
    "preserveAlpha",
    "preserveAspectRatio",
    "primitiveUnits",
    "refX",
    "refY",
    "repeatCount",
    "repeatDur",
    "requiredExtensions",
    "requiredFeatures",
    "specularConstant",
    "specularExponent",
    "spreadMethod",
    "startOffset",
    "stdDeviation",
    "stitchTiles",
    "surfaceScale",
    "systemLanguage",
    "tableValues",
    "targetX",
    "targetY",
    "textLength",
    "viewBox",
    "viewTarget",
    "xChannelSelector",
    "yChannelSelector",
    "zoomAndPan",
};

/// How `mixed` in lower case compares with `lower`.
constexpr int compare(QByteArrayView mixed, QByteArrayView lower)
{
    const qsizetype common = std::min(mixed.size(), lower.size());
    for (qsizetype i = 0; i < common; ++i) {
        const auto a = uchar(toAsciiLower(mixed[i])), b = uchar(lower[i]);
        if (a != b)
            return a < b ? -1 : 1;
    }
    return mixed.size() == lower.size() ? 0 : mixed.size() < lower.size() ? -1 : 1;
}

template <std::size_t size>
QByteArrayView find(const QByteArrayView (&sorted)[size], QByteArrayView lower)
{
    const auto isBefore = [](QByteArrayView mixed, QByteArrayView wanted) { return compare(mixed, wanted) < 0; };
    const auto *found = std::lower_bound(std::begin(sorted), std::end(sorted), lower, isBefore);
    return found != std::end(sorted) && compare(*found, lower) == 0 ? *found : QByteArrayView();
}

} // namespace

QByteArrayView adjustedSvgElement(QByteArrayView lowerCase) { return find(svgElements, lowerCase); }

QByteArrayView adjustedSvgAttribute(QByteArrayView lowerCase) { return find(svgAttributes, lowerCase); }

std::optional<ForeignAttribute> foreignAttribute(QByteArrayView lowerCase)
{
    constexpr QByteArrayView xlinkNames[] = {"actuate", "arcrole", "href", "role", "show", "title", "type"};
    if (lowerCase.startsWith("xlink:")) {
        if (std::ranges::find(xlinkNames, lowerCase.sliced(6)) != std::end(xlinkNames))
            return ForeignAttribute{AttributeNamespace::XLink, 6};
    } else if (lowerCase == "xml:lang" || lowerCase == "xml:space") {
        return ForeignAttribute{AttributeNamespace::Xml, 4};
    } else if (lowerCase == "xmlns") {
        return ForeignAttribute{AttributeNamespace::Xmlns, 0};
    } else if (lowerCase == "xmlns:xlink") {
        return ForeignAttribute{AttributeNamespace::Xmlns, 6};
    }
    return std::nullopt;
}

} // namespace creel::html
