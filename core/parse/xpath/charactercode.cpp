#include "parse/xpath/charactercode.h"

#include <algorithm>

namespace creel::xpath {

namespace {

qsizetype sizeOfCharacter(char lead)
{
    return uchar(lead) < 0x80 ? 1 : uchar(lead) < 0xE0 ? 2 : uchar(lead) < 0xF0 ? 3 : 4;
}

} // namespace

bool isAscii(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), [](char c) { return uchar(c) < 0x80; });
}

QByteArray CharacterCode::encode(QByteArrayView utf8)
{
    if (m_kind == Kind::Utf8)
        return utf8.toByteArray();
    QByteArray bytes;
    bytes.reserve(utf8.size());
    for (qsizetype at = 0; at < utf8.size();) {
        const qsizetype size = std::min(sizeOfCharacter(utf8[at]), utf8.size() - at);
        if (size == 1) {
            bytes += utf8[at++];
            continue;
        }
        const QByteArray character = utf8.sliced(at, size).toByteArray();
        at += size;
        auto known = m_codes.constFind(character);
        if (known == m_codes.constEnd()) {
            if (m_characters.size() == 128) {
                m_isFull = true;
                return {};
            }
            known = m_codes.insert(character, char(0x80 + m_characters.size()));
            m_characters.push_back(character);
        }
        bytes += *known;
    }
    return bytes;
}

QByteArray CharacterCode::decode(QByteArrayView bytes) const
{
    if (m_kind == Kind::Utf8)
        return bytes.toByteArray();
    QByteArray utf8;
    utf8.reserve(bytes.size());
    for (const char byte : bytes) {
        if (uchar(byte) < 0x80)
            utf8 += byte;
        else
            utf8 += m_characters.at(uchar(byte) - 0x80u);
    }
    return utf8;
}

} // namespace creel::xpath
