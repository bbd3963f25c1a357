#include "parse/css/inputtype.h"

#include "parse/ascii.h"

#include <iterator>

namespace creel::css {

InputType inputType(Node input)
{
    static constexpr QByteArrayView keywords[] = {
        "hidden", "text",  "search",         "tel",    "url",   "email", "password", "date",  "month",
        "week",   "time",  "datetime-local", "number", "range", "color", "checkbox", "radio", "file",
        "submit", "image", "reset",          "button",
    };
    static_assert(std::size(keywords) == std::size_t(InputType::Button) + 1);
    const QByteArrayView type = input.attribute(Name::Type);
    for (std::size_t i = 0; i < std::size(keywords); ++i)
        if (equalsIgnoringAsciiCase(type, keywords[i]))
            return InputType(i);
    return InputType::Text;
}

} // namespace creel::css
