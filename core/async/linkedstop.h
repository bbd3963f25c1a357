#pragma once

#include <stop_token>
#include <utility>

namespace creel {

/// A stop of one's own that a parent's stop requests too; the parent's is never touched. May be requested from any thread.
class LinkedStop
{
public:
    explicit LinkedStop(std::stop_token parent) : m_onParent(std::move(parent), Forward{&m_source}) { }
    LinkedStop(const LinkedStop &) = delete;
    LinkedStop &operator=(const LinkedStop &) = delete;

    std::stop_token token() const { return m_source.get_token(); }
    void request() { m_source.request_stop(); }

private:
    struct Forward {
        std::stop_source *source;
        void operator()() const { source->request_stop(); }
    };
    std::stop_source m_source;
    std::stop_callback<Forward> m_onParent; // last: may fire at once
};

} // namespace creel
