#pragma once

#include <QtGlobal>

#include <utility>
#include <variant>

namespace creel {

/// An error on its way into an `Expected`. `return Unexpected(FileError{…});`
template <class E>
struct Unexpected {
    explicit Unexpected(E e) : error(std::move(e)) { }
    E error;
};

/// A value, or the reason why there is none: for callers who must decide. Asking for the one that is not there is
/// our own bug and asserts. (std::expected comes with C++23; this is the part of it that we use.)
template <class T, class E>
class [[nodiscard]] Expected
{
public:
    Expected(T value) : m_content(std::in_place_index<0>, std::move(value)) { }
    template <class F>
    Expected(Unexpected<F> u) : m_content(std::in_place_index<1>, std::move(u.error))
    {
    }

    explicit operator bool() const noexcept { return m_content.index() == 0; }
    bool hasValue() const noexcept { return m_content.index() == 0; }

    T &value() &
    {
        Q_ASSERT(hasValue());
        return *std::get_if<0>(&m_content);
    }
    const T &value() const &
    {
        Q_ASSERT(hasValue());
        return *std::get_if<0>(&m_content);
    }
    T &&value() &&
    {
        Q_ASSERT(hasValue());
        return std::move(*std::get_if<0>(&m_content));
    }
    const E &error() const
    {
        Q_ASSERT(!hasValue());
        return *std::get_if<1>(&m_content);
    }

    T &operator*() & { return value(); }
    const T &operator*() const & { return value(); }
    T &&operator*() && { return std::move(*this).value(); }
    T *operator->() { return &value(); }
    const T *operator->() const { return &value(); }

private:
    std::variant<T, E> m_content;
};

} // namespace creel
