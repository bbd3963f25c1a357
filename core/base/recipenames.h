#pragma once

#include "base/recipe.h"

#include <array>

namespace creel::names {

/// The words of a recipe's JSON, in the order of their enums.
inline constexpr std::array<const char16_t *, 13> ruleKinds = {
    u"css",       u"xpath",        u"regex",  u"jsonpath", u"json-ld",  u"microdata", u"rdfa",
    u"opengraph", u"twitter-card", u"header", u"url",      u"constant", u"page"};
inline constexpr std::array<const char16_t *, 8> takes = {u"text",      u"visible-text", u"inner-html", u"outer-html",
                                                          u"attribute", u"absolute-url", u"count",      u"exists"};
inline constexpr std::array<const char16_t *, 4> manys = {u"first", u"last", u"joined", u"rows"};
inline constexpr std::array<const char16_t *, 9> steps = {u"trim", u"collapse",     u"replace", u"number", u"price",
                                                          u"date", u"absolute-url", u"split",   u"default"};
inline constexpr std::array<const char16_t *, 3> dateOrders = {u"unknown", u"day-first", u"month-first"};
inline constexpr std::array<const char16_t *, 3> priceParts = {u"all", u"amount", u"currency"};
inline constexpr std::array<const char16_t *, 5> fieldTypes = {u"text", u"number", u"boolean", u"date", u"url"};

template <class Names, class Enum>
QString of(const Names &names, Enum value)
{
    return QString::fromUtf16(names[size_t(value)]);
}

} // namespace creel::names
