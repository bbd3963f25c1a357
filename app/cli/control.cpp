#include "control.h"

#include "command.h"
#include "orders.h"

#include <cstdio>
#include <unistd.h>

namespace creel::cli {

namespace {

QString optionName() { return QStringLiteral("control"); }

} // namespace

void Control::addOption(QCommandLineParser &parser)
{
    parser.addOption(
        {optionName(),
         QStringLiteral("Obey orders while the run goes on, one a line on standard input, each answered on "
                        "standard error; the order \"help\" lists them. Default: standard input is left "
                        "alone.")});
}

bool Control::isAskedFor(const QCommandLineParser &parser) { return parser.isSet(optionName()); }

Control::Control(std::shared_ptr<Run> run, ProgressLine &line)
    : m_run(std::move(run)), m_line(line), m_input(STDIN_FILENO), m_obeying(obey())
{
}

QCoro::Task<> Control::end()
{
    m_stop.request_stop();
    co_await m_obeying;
}

QCoro::Task<> Control::obey()
{
    for (;;) {
        const std::optional<QString> order = co_await m_input.next(m_stop.get_token());
        if (!order)
            co_return;
        const Answer answer = co_await obeyOrder(m_run, *order);
        m_line.clear();
        if (!answer)
            complain(answer.error(), WrongUsage);
        else if (!answer->isEmpty())
            std::fprintf(stderr, "%s\n", qUtf8Printable(*answer));
    }
}

} // namespace creel::cli
