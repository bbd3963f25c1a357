#pragma once

#include <QString>

namespace creel::xpath {

/// A function of the core library (§4).
struct Function {
    QLatin1StringView name;
    int least, most; ///< arguments
    bool readsStrings;
    bool countsCharacters;
};

inline constexpr int anyNumber = 1 << 16;

/// nullptr where there is none.
const Function *findFunction(QStringView name);

/// What to write instead of a function that is not there; empty where nothing comes near.
QString insteadOf(QStringView name);

} // namespace creel::xpath
