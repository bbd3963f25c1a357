#pragma once

#include <QtGlobal>

#include <cstdlib>
#include <new>
#include <type_traits>
#include <utility>

namespace creel {

/// A vector of plain values that grows by realloc: the kernel moves the pages of a large one instead of copying them, so that
/// growing takes no second copy's memory, and memory that isn't filled yet costs nothing.
template <typename T>
class GrowingArray
{
    static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

public:
    GrowingArray() = default;
    GrowingArray(GrowingArray &&other) noexcept { swap(other); }
    GrowingArray &operator=(GrowingArray &&other) noexcept
    {
        GrowingArray taken(std::move(other));
        swap(taken);
        return *this;
    }
    ~GrowingArray() { std::free(m_data); }
    Q_DISABLE_COPY(GrowingArray)

    size_t size() const { return m_size; }
    bool isEmpty() const { return m_size == 0; }
    qsizetype memory() const { return qsizetype(m_capacity) * qsizetype(sizeof(T)); }
    const T *data() const { return m_data; }
    T *begin() { return m_data; }
    T *end() { return m_data + m_size; }
    const T *begin() const { return m_data; }
    const T *end() const { return m_data + m_size; }

    T &operator[](size_t i)
    {
        Q_ASSERT(i < m_size);
        return m_data[i];
    }
    const T &operator[](size_t i) const
    {
        Q_ASSERT(i < m_size);
        return m_data[i];
    }
    T &back() { return (*this)[m_size - 1]; }

    void push_back(const T &value) // by the standard's name: std::back_inserter takes it
    {
        const T copy = value; // it may be one of ours
        if (m_size == m_capacity)
            reallocate(m_capacity + m_capacity / 2 + 16);
        new (m_data + m_size++) T(copy);
    }
    void reserve(size_t capacity)
    {
        if (capacity > m_capacity)
            reallocate(capacity);
    }
    void clear() { m_size = 0; }
    void squeeze() ///< gives back what isn't filled
    {
        if (m_size == 0)
            *this = GrowingArray();
        else if (m_size != m_capacity)
            reallocate(m_size);
    }
    void assign(size_t size, const T &value)
    {
        clear();
        reserve(size);
        for (size_t i = 0; i < size; ++i)
            push_back(value);
    }

private:
    void swap(GrowingArray &other) noexcept
    {
        std::swap(m_data, other.m_data);
        std::swap(m_size, other.m_size);
        std::swap(m_capacity, other.m_capacity);
    }
    void reallocate(size_t capacity)
    {
        void *data = std::realloc(static_cast<void *>(m_data), capacity * sizeof(T));
        Q_CHECK_PTR(data);
        m_data = static_cast<T *>(data);
        m_capacity = capacity;
    }

    T *m_data = nullptr;
    size_t m_size = 0;
    size_t m_capacity = 0;
};

} // namespace creel
