#include "parse/names.h"

#include <array>

namespace creel {
namespace {

constexpr std::array<QByteArrayView, std::size_t(Name::KnownCount)> texts = {QByteArrayView(),
#define CREEL_NAME(enumerator, text) QByteArrayView(text),
                                                                             CREEL_NAMES(CREEL_NAME)
#undef CREEL_NAME
};

constexpr std::size_t slotCount = 1024; // a power of two, more than twice as many as there are names

constexpr std::size_t firstSlot(QByteArrayView text)
{
    quint32 hash = quint32(text.size());
    for (const char c : text)
        hash = (hash ^ quint32(uchar(c))) * 16777619u;
    return (hash ^ hash >> 15) % slotCount;
}

/// Names by hash, made while compiling; a taken slot passes the name on to the next one.
constexpr std::array<quint16, slotCount> makeSlots()
{
    static_assert(texts.size() * 2 < slotCount);
    std::array<quint16, slotCount> table{};
    for (std::size_t name = 1; name < texts.size(); ++name) {
        std::size_t slot = firstSlot(texts[name]);
        while (table[slot] != 0)
            slot = (slot + 1) % slotCount;
        table[slot] = quint16(name);
    }
    return table;
}

constexpr std::array<quint16, slotCount> nameSlots = makeSlots();

} // namespace

Name knownName(QByteArrayView text)
{
    if (text.isEmpty() || text.size() > 20)
        return Name::None;
    for (std::size_t slot = firstSlot(text); nameSlots[slot] != 0; slot = (slot + 1) % slotCount)
        if (texts[nameSlots[slot]] == text)
            return Name(nameSlots[slot]);
    return Name::None;
}

QByteArrayView knownNameText(Name name)
{
    return name < Name::KnownCount ? texts[std::size_t(name)] : QByteArrayView();
}

} // namespace creel
