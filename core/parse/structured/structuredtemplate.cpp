#include "parse/structured/structuredtemplate.h"

#include <QSet>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t longestWay = 6;
constexpr qsizetype mostFields = 100;

/// The properties from an item to a value, as a path has them.
using Way = std::vector<QByteArray>;

RuleKind kindOf(StructuredSyntax syntax)
{
    return syntax == StructuredSyntax::JsonLd ? RuleKind::JsonLd
        : syntax == StructuredSyntax::Rdfa    ? RuleKind::Rdfa
                                              : RuleKind::Microdata;
}

bool isOfType(const StructuredItem &item, const QByteArray &type)
{
    return std::any_of(item.types.begin(), item.types.end(),
                       [&type](const QByteArray &own) { return own == type || shortName(own) == type; });
}

/// A name that a path can have: without white space and quotes.
bool canBePart(const QByteArray &name)
{
    return !name.isEmpty()
        && std::none_of(name.begin(), name.end(), [](char c) { return c == '"' || uchar(c) <= 0x20; });
}

/// The ways that lead from items to values, in the order in which they are met, and how many values each item has at their ends.
class WayFinder
{
public:
    explicit WayFinder(const StructuredData &data) : m_data(data) { }

    void addItem(quint32 item)
    {
        m_counts.clear();
        m_onWay = {item};
        follow(item, {});
        for (const auto &[way, count] : m_counts)
            ++(count == 1 ? ways[way].itemsWithOne : ways[way].itemsWithMore);
    }

    struct Found {
        size_t place = 0; ///< in the order of the page
        qsizetype itemsWithOne = 0, itemsWithMore = 0;
    };
    std::map<Way, Found> ways;

private:
    /// Recursion is no deeper than a way is long.
    void follow(quint32 item, const Way &way)
    {
        for (const StructuredProperty &property : m_data.items[item].properties) {
            if (--m_left < 0)
                return;
            const QByteArray name = shortName(property.name).toByteArray();
            if (!canBePart(name))
                continue;
            Way longer = way;
            longer.push_back(name);
            const bool isItem = property.item != StructuredProperty::noItem;
            if (isItem && longer.size() < longestWay && m_onWay.insert(property.item).second) {
                follow(property.item, longer);
                m_onWay.erase(property.item);
            }
            if (isItem || property.text.isEmpty())
                continue;
            if (ways.size() < size_t(mostFields) || ways.contains(longer)) {
                ways.try_emplace(longer, Found{ways.size()});
                ++m_counts[longer];
            }
        }
    }

    const StructuredData &m_data;
    qint64 m_left = 200'000; ///< properties to look at: items that share others have very many ways
    std::set<quint32> m_onWay;
    std::map<Way, qsizetype> m_counts; ///< of one item
};

QString quoted(const QByteArray &part)
{
    const QString text = QString::fromUtf8(part);
    return text.contains(u'.') ? u'"' + text + u'"' : text;
}

/// "offers_price"; another one gets a number.
QString nameOf(const Way &way, QSet<QString> &taken)
{
    QStringList parts;
    for (const QByteArray &part : way)
        parts << QString::fromUtf8(part);
    const QString wanted = parts.join(u'_');
    QString name = wanted;
    for (int again = 2; taken.contains(name); ++again)
        name = u"%1_%2"_s.arg(wanted).arg(again);
    taken.insert(name);
    return name;
}

} // namespace

Recipe structuredTemplate(const StructuredData &data, StructuredSyntax syntax, const QString &type)
{
    Recipe recipe;
    recipe.name = type;
    WayFinder finder(data);
    qsizetype items = 0;
    for (quint32 i = 0; i < data.items.size(); ++i) {
        if (data.items[i].syntax != syntax || !isOfType(data.items[i], type.toUtf8()))
            continue;
        finder.addItem(i);
        ++items;
    }
    std::vector<std::pair<Way, WayFinder::Found>> ways(finder.ways.begin(), finder.ways.end());
    std::sort(ways.begin(), ways.end(), [](const auto &a, const auto &b) { return a.second.place < b.second.place; });
    QSet<QString> taken;
    for (const auto &[way, found] : ways) {
        Field field;
        field.name = nameOf(way, taken);
        field.kind = kindOf(syntax);
        field.expression = quoted(type.toUtf8());
        for (const QByteArray &part : way)
            field.expression += u'.' + quoted(part);
        if (items > 1 && found.itemsWithOne == items)
            field.many = Many::Rows;
        else if (items > 1 || found.itemsWithMore > 0)
            field.many = Many::Joined;
        recipe.fields << field;
    }
    return recipe;
}

} // namespace creel
