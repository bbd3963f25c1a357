#pragma once

#include "parse/document.h"

namespace creel::css {

/// HTML §4.10.5: the states of an input's type attribute.
enum class InputType : quint8 {
    Hidden,
    Text,
    Search,
    Tel,
    Url,
    Email,
    Password,
    Date,
    Month,
    Week,
    Time,
    DateTimeLocal,
    Number,
    Range,
    Color,
    Checkbox,
    Radio,
    File,
    Submit,
    Image,
    Reset,
    Button,
};

/// `input` is an <input>; unknown and missing types are Text.
InputType inputType(Node input);

} // namespace creel::css
