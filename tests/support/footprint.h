#pragma once

#include <QDir>

#include <malloc.h>

#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define CREEL_ASAN
#endif
#elif defined(__SANITIZE_ADDRESS__)
#define CREEL_ASAN
#endif
#ifdef CREEL_ASAN
#include <sanitizer/allocator_interface.h>
#endif

namespace creel::test {

/// Bytes that are allocated now: exact, unlike the resident size.
inline qint64 allocatedBytes()
{
#ifdef CREEL_ASAN
    return qint64(__sanitizer_get_current_allocated_bytes());
#else
    return qint64(mallinfo2().uordblks);
#endif
}

inline qsizetype openDescriptors()
{
    return QDir(QStringLiteral("/proc/self/fd")).entryList(QDir::Files | QDir::System).size();
}

} // namespace creel::test
