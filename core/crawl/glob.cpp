#include "crawl/glob.h"

#include "base/percentencoding.h"

namespace creel {

namespace {

using Bytes = std::bitset<256>;

Bytes only(char c) { return Bytes().set(uchar(c)); }

Unexpected<PatternError> failure(const QString &reason, qsizetype at) { return Unexpected(PatternError{reason, at}); }

/// `text` begins at a [. Its length up to the closing ] is set in `length`.
Expected<Bytes, PatternError> parseBrackets(QStringView text, qsizetype &length)
{
    qsizetype i = 1;
    const bool isNegated = i < text.size() && (text[i] == u'!' || text[i] == u'^');
    i += isNegated ? 1 : 0;
    const qsizetype first = i;
    Bytes accepts;
    for (; i < text.size() && (text[i] != u']' || i == first); ++i) { // []a]: the first is one of them
        if (text[i].unicode() > 0x7f)
            return failure(QStringLiteral("only ASCII characters can stand in [ ]"), i);
        const bool isRange = i + 2 < text.size() && text[i + 1] == u'-' && text[i + 2] != u']';
        const ushort from = text[i].unicode(), to = isRange ? text[i + 2].unicode() : from;
        if (to < from || to > 0x7f)
            return failure(QStringLiteral("the range is out of order"), i);
        for (ushort c = from; c <= to; ++c)
            accepts.set(c);
        i += isRange ? 2 : 0;
    }
    if (i == text.size())
        return failure(QStringLiteral("missing closing ]"), 0);
    length = i + 1;
    return isNegated ? ~accepts : accepts;
}

} // namespace

Expected<Glob, PatternError> Glob::parse(QStringView text)
{
    Glob glob;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c == u'*') {
            if (glob.m_steps.isEmpty() || !glob.m_steps.last().isStar())
                glob.m_steps.append(Step{});
        } else if (c == u'?') {
            glob.m_steps.append(Step{Bytes().set()});
        } else if (c == u'[') {
            qsizetype length = 0;
            const auto accepts = parseBrackets(text.sliced(i), length);
            if (!accepts)
                return failure(accepts.error().reason, i + accepts.error().at);
            glob.m_steps.append(Step{*accepts});
            i += length - 1;
        } else {
            const bool isPair = c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate();
            QByteArray bytes;
            appendPercentEncoded(bytes, text.sliced(i, isPair ? 2 : 1).toUtf8(), c0ControlSet);
            for (const char byte : bytes)
                glob.m_steps.append(Step{only(byte)});
            i += isPair ? 1 : 0;
        }
    }
    return glob;
}

bool Glob::matches(QByteArrayView text) const
{
    // What comes before the last star that was reached never has to be tried again: a longer run for an earlier star could
    // only leave less for those behind it.
    qsizetype step = 0, star = -1, starEnd = 0, i = 0;
    while (i < text.size()) {
        if (step < m_steps.size() && m_steps[step].isStar()) {
            star = step++;
            starEnd = i;
        } else if (step < m_steps.size() && m_steps[step].accepts.test(uchar(text[i]))) {
            ++step;
            ++i;
        } else if (star >= 0) {
            step = star + 1;
            i = ++starEnd;
        } else {
            return false;
        }
    }
    while (step < m_steps.size() && m_steps[step].isStar())
        ++step;
    return step == m_steps.size();
}

} // namespace creel
