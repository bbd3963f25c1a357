#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// The part of a page's source that an editor shows, and where each byte of it stands there. Lines are laid out as they are, but
/// none is longer than an editor shows at once; what would shift its positions (CR LF, NUL) is changed beforehand.
class SourceExcerpt
{
public:
    static constexpr qint64 shownBytes = 400'000;
    static constexpr int longestLine = 1000;

    SourceExcerpt() = default;
    /// `utf8` is valid. All of it, or of a larger one that many bytes with `around` among them.
    SourceExcerpt(const QByteArray &utf8, qint64 around);

    const QString &text() const { return m_text; }
    qint64 begin() const { return m_begin; } ///< bytes [begin, end) are shown
    qint64 end() const { return m_end; }
    bool isWhole() const { return m_begin == 0 && m_end == m_utf8.size(); }
    bool isFolded() const { return m_isFolded; }
    bool shows(qint64 byte) const { return byte >= m_begin && byte <= m_end; }

    int position(qint64 byte) const; ///< in text(), in UTF-16 code units; of bytes that are not shown the nearest end
    qint64 byteAt(int position) const;

private:
    /// Between two of them every character is as long in the text as UTF-16 has it.
    struct Anchor {
        qint64 byte;
        int position;
    };

    QByteArray m_utf8;
    QString m_text;
    qint64 m_begin = 0, m_end = 0;
    bool m_isFolded = false;
    std::vector<Anchor> m_anchors;
};

} // namespace creel
