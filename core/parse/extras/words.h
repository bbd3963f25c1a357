#pragma once

#include <QChar>
#include <QStringView>

namespace creel {

/// The code point at `at`, which is moved behind it; of half a surrogate pair that half.
inline char32_t takeCharacter(QStringView text, qsizetype &at)
{
    const QChar first = text[at++];
    if (first.isHighSurrogate() && at < text.size() && text[at].isLowSurrogate())
        return QChar::surrogateToUcs4(first, text[at++]);
    return first.unicode();
}

/// The words of a text in their order: of the segments between the word boundaries of UAX #29 §4.1 those with a letter or a
/// digit in them. Han characters and Hiragana are a word each, as the annex has it without a dictionary. A run of a script that needs
/// one (Thai, Lao, Khmer, Myanmar) is one word. QTextBoundaryFinder would find others where libthai is installed. Linear.
class Words
{
public:
    explicit Words(QStringView text) : m_text(text) { }

    /// Goes to the next word; false: there is none.
    bool next();
    QStringView word() const { return m_text.sliced(m_begin, m_end - m_begin); }

private:
    void skipExtenders();
    void readWord(quint8 first);
    void readRun();

    QStringView m_text;
    qsizetype m_begin = 0, m_end = 0;
};

/// Number of the words.
qsizetype countWords(QStringView text);

} // namespace creel
