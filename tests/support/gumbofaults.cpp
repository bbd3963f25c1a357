#include "support/gumbofaults.h"

namespace creel::test {
namespace {

using Type = TreeEvent::Type;

bool endsForm(const TreeEvent &event)
{
    return event.type == Type::End && event.node.isHtml(Name::Form) && !event.node.endTag().isEmpty();
}

void joinTexts(TreeEvents &events)
{
    std::size_t kept = 0;
    for (std::size_t i = 0; i < events.size(); ++i) {
        if (kept > 0 && events[i].type == Type::Text && events[kept - 1].type == Type::Text)
            events[kept - 1].text += events[i].text;
        else if (kept++ != i)
            events[kept - 1] = std::move(events[i]);
    }
    events.resize(kept, TreeEvent{Type::End, {}});
}

} // namespace

GumboFaults applyGumboFaults(TreeEvents &events)
{
    GumboFaults faults;
    for (std::size_t i = 1; i < events.size(); ++i) {
        if (endsForm(events[i]) && events[i - 1].type == Type::Text) {
            std::swap(events[i - 1], events[i]);
            ++faults.formTexts;
        }
    }
    joinTexts(events);
    return faults;
}

} // namespace creel::test
