#include "base/followoptions.h"

#include <array>

namespace creel {

namespace {
constexpr std::array<const char16_t *, 4> scopeNames = {u"host", u"domain", u"prefix", u"any"};
}

QString scopeName(Scope scope) { return QString::fromUtf16(scopeNames[size_t(scope)]); }

std::optional<Scope> scopeFromName(QStringView name)
{
    for (size_t i = 0; i < scopeNames.size(); ++i) {
        if (name == QStringView(scopeNames[i]))
            return Scope(i);
    }
    return std::nullopt;
}

} // namespace creel
