#pragma once

#include "base/expected.h"
#include "run/run.h"

#include <QCoroTask>
#include <QString>

#include <memory>

namespace creel::cli {

/// What an order is answered with. The error: why it was not obeyed; nothing has changed then.
using Answer = Expected<QString, QString>;

/// Obeys one line of --control: "pause", "set delay 1000", … An empty line has an empty answer.
[[nodiscard]] QCoro::Task<Answer> obeyOrder(std::shared_ptr<Run> run, QString line);

/// The orders, their words and what they do; a line each.
QString ordersHelp();

} // namespace creel::cli
