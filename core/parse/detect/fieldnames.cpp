#include "parse/detect/fieldnames.h"

#include "parse/detect/elementhandles.h"
#include "parse/visibletext.h"

#include <algorithm>
#include <array>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

// What classes say of boxes, and not of what is in them.
const QSet<QString> &boxWords()
{
    static const QSet<QString> words{
        u"a"_s,      u"b"_s,      u"block"_s,     u"body"_s,    u"box"_s,   u"c"_s,     u"card"_s,    u"cell"_s,
        u"col"_s,    u"column"_s, u"container"_s, u"content"_s, u"data"_s,  u"el"_s,    u"element"_s, u"entry"_s,
        u"field"_s,  u"head"_s,   u"hit"_s,       u"info"_s,    u"inner"_s, u"item"_s,  u"js"_s,      u"label"_s,
        u"left"_s,   u"lg"_s,     u"list"_s,      u"main"_s,    u"md"_s,    u"meta"_s,  u"num"_s,     u"outer"_s,
        u"result"_s, u"right"_s,  u"row"_s,       u"sm"_s,      u"small"_s, u"span"_s,  u"td"_s,      u"text"_s,
        u"the"_s,    u"top"_s,    u"txt"_s,       u"u"_s,       u"val"_s,   u"value"_s, u"wrap"_s,    u"wrapper"_s,
        u"xs"_s,     u"link"_s,   u"p"_s,         u"fn"_s,      u"ui"_s};
    return words;
}

/// "product-card__titleText" as product, card, title, text.
QStringList wordsOf(QByteArrayView token)
{
    QStringList words{QString()};
    QChar last;
    for (const QChar c : QString::fromUtf8(token)) {
        const bool breaks = !c.isLetterOrNumber() || (c.isUpper() && last.isLower());
        if (breaks && !words.last().isEmpty())
            words << QString();
        if (c.isLetterOrNumber())
            words.last() += c.toLower();
        last = c;
    }
    words.removeAll(QString());
    return words;
}

/// What a class says of the element itself: without the record's own name, and without words for boxes.
QString nameOfToken(QByteArrayView token, const QSet<QString> &recordWords)
{
    if (token.isEmpty() || classQuality(token) == NameQuality::Generated)
        return {};
    QStringList words;
    for (const QString &word : wordsOf(token)) {
        const bool isNumber = std::all_of(word.begin(), word.end(), [](QChar c) { return c.isDigit(); });
        if (!isNumber && !boxWords().contains(word) && !recordWords.contains(word))
            words << (word == u"desc" ? u"description"_s : word);
    }
    if (words.isEmpty() || classQuality(token) == NameQuality::Styling)
        return {};
    return columnName(words.join(u'_'));
}

QSet<QString> wordsOfRecord(const RecordSlots &slots)
{
    QSet<QString> words;
    for (const QByteArrayView name : classesOf(slots.records.front())) {
        const QStringList own = wordsOf(name);
        words.unite(QSet<QString>(own.begin(), own.end()));
    }
    return words;
}

QString nameOfTag(Node element)
{
    switch (element.nameId()) {
    case Name::H1:
    case Name::H2:
    case Name::H3:
    case Name::H4:
    case Name::H5:
    case Name::H6:
        return u"title"_s;
    case Name::Time:
        return u"date"_s;
    case Name::Img:
        return u"image"_s;
    case Name::Address:
        return u"address"_s;
    case Name::Cite:
        return u"source"_s;
    case Name::Blockquote:
        return u"quote"_s;
    case Name::Figcaption:
        return u"caption"_s;
    default:
        return {};
    }
}

/// What a picture shows, where its class says that; most say how it is shown.
QString pictureName(const QString &name)
{
    for (const QString &word : {u"avatar"_s, u"logo"_s, u"cover"_s, u"photo"_s, u"portrait"_s, u"icon"_s, u"flag"_s}) {
        if (name.split(u'_').contains(word))
            return word;
    }
    return u"image"_s;
}

/// What stands in the row's cell above `column`, counted from 0; spans count.
QString cellText(Node row, int column)
{
    int at = 0;
    for (Node cell = row.firstElementChild(); cell; cell = cell.nextElementSibling()) {
        const int span =
            std::clamp(cell.attribute(Name::Colspan).isNull() ? 1 : cell.attribute(Name::Colspan).toInt(), 1, 50);
        if (column >= at && column < at + span)
            return visibleText(cell).left(60);
        at += span;
    }
    return {};
}

} // namespace

QString columnName(const QString &text)
{
    QString name;
    for (const QChar c : text.left(60)) {
        if (c.isLetterOrNumber())
            name += c.toLower();
        else if (!name.isEmpty() && !name.endsWith(u'_'))
            name += u'_';
        if (name.size() >= 40)
            break;
    }
    while (name.endsWith(u'_'))
        name.chop(1);
    return name;
}

QString headerOf(Node cell, const RecordSlots &slots)
{
    const Node row = cell.parent();
    if (!row.isHtml(Name::Tr) || row != slots.records.front())
        return {};
    const Node body = row.parent(), table = body.isHtml(Name::Table) ? body : body.parent();
    Node head;
    for (Node part = table.firstElementChild(); part && !head; part = part.nextElementSibling()) {
        if (part.isHtml(Name::Thead))
            for (Node each = part.firstElementChild(); each; each = each.nextElementSibling())
                head = each; // the last row is the nearest
    }
    if (!head)
        head = body.firstElementChild();
    if (head == row || !head.isHtml(Name::Tr))
        return {};
    int column = 0;
    for (Node node = cell.previousElementSibling(); node && column < 200; node = node.previousElementSibling())
        column += std::clamp(node.attribute(Name::Colspan).isNull() ? 1 : node.attribute(Name::Colspan).toInt(), 1, 50);
    const QString text = cellText(head, column);
    return text.size() <= 40 ? text : QString();
}

QString fieldName(const RecordSlots &slots, const Slot &slot, const Field &field, const QString &header)
{
    const Node element = slot.occurrences.front().element, record = slots.records.front();
    if (element.hasAttribute(Name::Itemprop) && !slot.token.isEmpty() && field.attribute != u"alt"_s)
        return columnName(wordsOf(slot.token).join(u'_'));
    // A picture that is a link leads to the record.
    if (field.take == Take::AbsoluteUrl && element.nameId() == Name::A && visibleText(element).isEmpty())
        return u"url"_s;
    QString name = columnName(slot.label);
    if (name.isEmpty())
        name = columnName(header);
    const QSet<QString> recordWords = wordsOfRecord(slots);
    if (name.isEmpty())
        name = nameOfToken(slot.token, recordWords);
    if (name.isEmpty())
        name = nameOfTag(element);
    // A link in a title is the title.
    const Slot *around = &slot;
    for (int hops = 0; name.isEmpty() && hops < 3 && around->parent != 0; ++hops) {
        around = &slots.slots[size_t(around->parent)];
        const Node parent = around->occurrences.front().element;
        name = columnName(around->label.isEmpty() ? headerOf(parent, slots) : around->label);
        if (name.isEmpty())
            name = nameOfToken(around->token, recordWords);
        if (name.isEmpty())
            name = nameOfTag(parent);
    }
    if (field.take == Take::AbsoluteUrl && element.nameId() == Name::A)
        return name.isEmpty() || element == record || name == u"title" || name == u"name" || name == u"headline"
            ? u"url"_s
            : name.endsWith(u"url") ? name
                                    : name + u"_url"_s;
    if (element.nameId() != Name::Img)
        return name;
    const QString picture = pictureName(name);
    return field.attribute == u"alt"_s || field.attribute == u"title"_s ? picture + u'_' + field.attribute : picture;
}

QString uniqueName(const QString &name, QSet<QString> &taken)
{
    QString unique = name;
    for (int number = 2; taken.contains(unique); ++number)
        unique = name + u'_' + QString::number(number);
    taken.insert(unique);
    return unique;
}

} // namespace creel
