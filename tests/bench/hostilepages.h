#pragma once

#include <QByteArray>

#include <functional>
#include <vector>

namespace creel::bench {

/// A page made to cost more than it weighs.
struct HostilePage {
    QByteArray name;
    std::function<QByteArray(qsizetype n)> make; ///< about n times as long as for 1
    qsizetype count;                             ///< the n that it is measured with
    double heapLimit = 10;                       ///< times the page
};

const std::vector<HostilePage> &hostilePages();

} // namespace creel::bench
