// JsonDocument: any bytes are a tree over themselves or an error with its place. What is JSON to us is to Qt's reader, which takes
// more.
// Input: the text.

#include "targets.h"

#include "parse/json/document.h"
#include "parse/json/number.h"
#include "parse/utf8.h"

#include <QJsonDocument>

namespace creel::fuzz {
namespace {

bool contains(SourceRange outer, SourceRange inner) { return outer.begin < inner.begin && inner.end < outer.end; }

void checkValue(JsonNode value)
{
    const QByteArrayView written = value.written();
    require(!written.isEmpty(), "a value takes bytes");
    const JsonKind kind = value.kind();
    require((kind == JsonKind::String) == (written.front() == '"' && written.size() > 1 && written.back() == '"'),
            "a string is from quote to quote");
    require((kind == JsonKind::Object) == (written.front() == '{' && written.back() == '}'),
            "an object is from brace to brace");
    require((kind == JsonKind::Array) == (written.front() == '[' && written.back() == ']'),
            "an array is from bracket to bracket");
    require(isValidUtf8(value.string()), "a string is valid UTF-8");
    require(kind == JsonKind::String || value.text() == written || !isValidUtf8(written),
            "others are as they are written");
    require(!value.firstChild() || value.isStructured(), "only objects and arrays hold values");

    JsonNode previous;
    qint64 place = 0;
    for (JsonNode child = value.firstChild(); child; child = child.nextSibling(), ++place) {
        require(child.parent() == value && child.index() > value.index(), "values are numbered as they are written");
        require(contains(value.source(), child.source()), "values are inside of what holds them");
        require(!previous || previous.source().end < child.source().begin, "values follow one another");
        const bool isMember = kind == JsonKind::Object;
        require(isMember == !child.nameSource().isEmpty(), "members have names, and nothing else has");
        require(!isMember || (child.isNamed(child.name()) && isValidUtf8(child.name())),
                "a member is called by its name");
        require(child.place() == (isMember ? -1 : place), "elements know their place");
        previous = child;
    }
    require(value.childCount() == place, "children are counted");
}

void checkNumbers(QByteArrayView a, QByteArrayView b)
{
    const auto order = json::compareNumbers(a, b);
    require(json::compareNumbers(b, a) == 0 <=> order, "numbers compare both ways");
    bool isOne = false, isOther = false;
    const double one = a.toByteArray().toDouble(&isOne), other = b.toByteArray().toDouble(&isOther);
    require(!isOne || !isOther || one == other || (order < 0) == (one < other),
            "numbers that differ as doubles compare as these");
}

} // namespace

void json(QByteArrayView input)
{
    const ExactBytes bytes(input);
    const QByteArray text = bytes.array();
    const auto document = JsonDocument::parse(text);
    if (!document) {
        require(document.error().offset >= 0 && document.error().offset <= text.size(), "an error has a place");
        require(document.error().line > 0 && document.error().column > 0, "an error has a line and a column");
        require(!document.error().message.isEmpty(), "an error says why");
        return;
    }
    QJsonParseError error;
    QJsonDocument::fromJson(text, &error);
    const bool isForQt = document->root().isStructured() && isValidUtf8(text);
    const bool isBeyondQt = error.error == QJsonParseError::DeepNesting || error.error == QJsonParseError::IllegalNumber
        || error.error == QJsonParseError::IllegalUTF8String || error.error == QJsonParseError::IllegalEscapeSequence;
    require(error.error == QJsonParseError::NoError || !isForQt || isBeyondQt, "what is JSON to us is to others");
    require(document->valueCount() <= text.size(), "a text has no more values than bytes");
    JsonNode number;
    for (JsonIndex i = 1; i <= JsonIndex(document->valueCount()); ++i) {
        const JsonNode value(*document, i);
        checkValue(value);
        if (value.kind() != JsonKind::Number)
            continue;
        if (number)
            checkNumbers(number.written(), value.written());
        number = value;
    }
}

} // namespace creel::fuzz
