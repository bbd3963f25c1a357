#include "parse/css/textindex.h"

#include <algorithm>
#include <string_view>

namespace creel::css {

TextIndex::TextIndex(const Document &document, Steps &steps) : m_parts(size_t(document.nodeCount()) + 1)
{
    for (TreeWalk walk(document.root()); walk && steps.spend(); walk.advance()) {
        const Node node = walk.node();
        Part &part = m_parts[node.index()];
        if (!walk.entering())
            part.end = quint32(m_text.size());
        else if (node.isText() && steps.spendForText(node.characters().size()))
            m_text += node.characters();
        else
            part.begin = quint32(m_text.size());
    }
}

std::vector<quint32> TextIndex::find(QByteArrayView words, Steps &steps) const
{
    std::vector<quint32> places;
    // What the worst text would cost, which is compared with the whole of `words` at each place.
    if (words.isEmpty() || !steps.spendForText(m_text.size() * (1 + words.size() / 32)))
        return places;
    const std::string_view text(m_text.constData(), size_t(m_text.size()));
    const std::string_view wanted(words.data(), size_t(words.size()));
    for (size_t at = text.find(wanted); at != text.npos && steps.spend(); at = text.find(wanted, at + 1))
        places.push_back(quint32(at));
    return places;
}

bool TextIndex::containsOne(Node element, const std::vector<quint32> &places, qsizetype size) const
{
    const Part part = m_parts[element.index()];
    const auto place = std::lower_bound(places.begin(), places.end(), part.begin);
    return size == 0 || (place != places.end() && *place + size <= part.end);
}

} // namespace creel::css
