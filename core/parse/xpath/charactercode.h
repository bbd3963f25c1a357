#pragma once

#include <QByteArray>
#include <QHash>

#include <vector>

namespace creel::xpath {

bool isAscii(QByteArrayView text);

/// How characters become the bytes that pugixml takes for characters: as UTF-8, or in a code of the page's own that has one
/// byte for each, so that string-length(), substring() and translate() count right. Such a code has room for 128
/// different characters beside ASCII.
class CharacterCode
{
public:
    enum class Kind : quint8 { Utf8, OneByte };
    explicit CharacterCode(Kind kind) : m_kind(kind) { }

    Kind kind() const { return m_kind; }
    bool isFull() const { return m_isFull; } ///< a character found no room: what was encoded is of no use
    QByteArray encode(QByteArrayView utf8);  ///< valid UTF-8
    QByteArray decode(QByteArrayView bytes) const;

private:
    Kind m_kind;
    bool m_isFull = false;
    std::vector<QByteArray> m_characters; ///< of the bytes from 0x80 on
    QHash<QByteArray, char> m_codes;
};

} // namespace creel::xpath
