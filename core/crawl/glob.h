#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QList>
#include <QStringView>

#include <bitset>

namespace creel {

/// Why a pattern is none, and where.
struct PatternError {
    QString reason;   ///< "missing closing ]"
    qsizetype at = 0; ///< characters before the place
};

/// A glob over the whole of an ASCII text: `*` is any run of characters, slashes too, `?` any one, `[a-z]` one of these, `[!a-z]`
/// or `[^a-z]` any other. `[*]` is a star. There is no escape. What is beyond ASCII stands for its percent-encoded UTF-8, as it
/// is written in URLs. A value; any thread.
class Glob
{
public:
    static Expected<Glob, PatternError> parse(QStringView text);

    /// Takes time linear in the product of both lengths at the most.
    bool matches(QByteArrayView text) const;

private:
    struct Step {
        std::bitset<256> accepts; ///< none: a star
        bool isStar() const { return accepts.none(); }
    };
    QList<Step> m_steps;
};

} // namespace creel
