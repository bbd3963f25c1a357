#include "run/charsetcheck.h"

#include "parse/pagetype.h"

namespace creel {

std::optional<CharsetAnswer> checkCharset(const QByteArray &body, const QByteArray &contentType)
{
    const std::optional<PageType> type = pageType(body, contentType);
    if (!type)
        return std::nullopt;
    return CharsetAnswer{type->charset.name, type->charset.reason};
}

} // namespace creel
