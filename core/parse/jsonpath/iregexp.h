#pragma once

#include "base/expected.h"

#include <QByteArrayView>

#include <memory>

namespace re2 {
class RE2;
}

namespace creel::jsonpath {

/// An I-Regexp (RFC 9485), compiled: an immutable value, cheap to copy, for any thread. RE2 matches it in time linear in the
/// text. Texts are valid UTF-8. ^ and $ are anchors, as the RFC's mapping to RE2 (§5.4) leaves them.
class IRegexp
{
public:
    enum class Problem : quint8 {
        Invalid,  ///< no I-Regexp
        TooLarge, ///< one, beyond the bounds here: counts to 1,000, 200 groups in one another, 1 MB compiled
    };
    static Expected<IRegexp, Problem> compile(QByteArrayView pattern);

    bool matchesAll(QByteArrayView text) const;
    bool isFoundIn(QByteArrayView text) const;
    qint64 compilingCost() const; ///< what it took to make this one, in steps
    /// Of matching a text of so many bytes, in steps, at the worst: when RE2 can't keep its states.
    qint64 cost(qsizetype bytes) const;

private:
    explicit IRegexp(std::shared_ptr<const re2::RE2> regexp) : m_regexp(std::move(regexp)) { }

    std::shared_ptr<const re2::RE2> m_regexp;
};

} // namespace creel::jsonpath
