#include "sourceexcerpt.h"

#include <algorithm>

namespace creel {

namespace {

constexpr qint64 anchorBytes = 512;
constexpr qint64 leadIn = SourceExcerpt::shownBytes / 4;

bool isContinuation(char byte) { return (uchar(byte) & 0xC0) == 0x80; }

qint64 lengthOf(char lead)
{
    const auto byte = uchar(lead);
    return byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/// How many units of the text the character at `at` takes.
int unitsOf(const QByteArray &utf8, qint64 at)
{
    if (utf8[at] == '\r' && at + 1 < utf8.size() && utf8[at + 1] == '\n')
        return 0; // the LF alone is the line's end
    return lengthOf(utf8[at]) == 4 ? 2 : 1;
}

qint64 characterAt(const QByteArray &utf8, qint64 byte)
{
    while (byte > 0 && byte < utf8.size() && isContinuation(utf8[byte]))
        --byte;
    return byte;
}

} // namespace

SourceExcerpt::SourceExcerpt(const QByteArray &utf8, qint64 around) : m_utf8(utf8), m_end(utf8.size())
{
    if (m_end > shownBytes) {
        m_begin = characterAt(utf8, std::clamp<qint64>(around - leadIn, 0, m_end - shownBytes));
        m_end = characterAt(utf8, m_begin + shownBytes);
    }
    m_text.reserve(m_end - m_begin);
    m_anchors.push_back({m_begin, 0});
    int column = 0;
    for (qint64 at = m_begin; at < m_end;) {
        const qint64 length = std::min(lengthOf(utf8[at]), m_end - at);
        const int units = unitsOf(utf8, at);
        if (units > 0) {
            const char lead = utf8[at];
            const bool endsLine = lead == '\n' || lead == '\r';
            if (!endsLine && column + units > longestLine) {
                m_text += u'\n';
                column = 0;
                m_isFolded = true;
                m_anchors.push_back({at, int(m_text.size())});
            }
            if (endsLine)
                m_text += u'\n';
            else if (lead == '\0')
                m_text += QChar(QChar::ReplacementCharacter);
            else if (length == 1)
                m_text += QLatin1Char(lead);
            else
                m_text += QString::fromUtf8(utf8.constData() + at, length);
            column = endsLine ? 0 : column + units;
        }
        at += length;
        if (at - m_anchors.back().byte >= anchorBytes)
            m_anchors.push_back({at, int(m_text.size())});
    }
}

int SourceExcerpt::position(qint64 byte) const
{
    if (byte <= m_begin || m_anchors.empty())
        return 0;
    if (byte >= m_end)
        return int(m_text.size());
    const auto behind = std::upper_bound(m_anchors.begin(), m_anchors.end(), byte,
                                         [](qint64 wanted, const Anchor &anchor) { return wanted < anchor.byte; });
    const Anchor &anchor = *(behind - 1);
    int position = anchor.position;
    for (qint64 at = anchor.byte; at + lengthOf(m_utf8[at]) <= byte; at += lengthOf(m_utf8[at]))
        position += unitsOf(m_utf8, at);
    return position;
}

qint64 SourceExcerpt::byteAt(int position) const
{
    if (m_anchors.empty() || position >= m_text.size())
        return m_end;
    const auto behind = std::upper_bound(m_anchors.begin(), m_anchors.end(), position,
                                         [](int wanted, const Anchor &anchor) { return wanted < anchor.position; });
    const Anchor &anchor = behind == m_anchors.begin() ? m_anchors.front() : *(behind - 1);
    int reached = anchor.position;
    qint64 at = anchor.byte;
    while (at < m_end && reached + unitsOf(m_utf8, at) <= position && reached < position) {
        reached += unitsOf(m_utf8, at);
        at += lengthOf(m_utf8[at]);
    }
    return std::min(at, m_end);
}

} // namespace creel
