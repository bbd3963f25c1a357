#pragma once

#include "base/jsontext.h"

#include <QList>
#include <QString>

#include <optional>

namespace creel {

/// What language a rule's expression is written in, and so what it looks at.
enum class RuleKind : quint8 {
    Css,      ///< elements of the page: selector.h
    XPath,    ///< nodes of the page: XPath 1.0
    Regex,    ///< matches in the source of the page, as UTF-8: regex.h
    JsonPath, ///< values of a JSON answer, or of the JSON in a page's scripts: RFC 9535
    JsonLd,   ///< paths in the structured data of the page: structuredpath.h
    Microdata,
    Rdfa,
    OpenGraph,
    TwitterCard,
    Header,  ///< values of the answer's header fields of that name
    UrlPart, ///< href, origin, scheme, host, port, path, file, query, fragment; "path:2": its 2nd segment, "query:page"
    Constant, ///< the expression itself
    Page,     ///< a standard extra of the page, by its name: pageextra.h
};

/// What is taken of each thing that the expression finds.
enum class Take : quint8 {
    Text, ///< an element's textContent (DOM §4.4); of a regex the group; of others their value, where JSON's null is none
    VisibleText, ///< visibletext.h
    InnerHtml,   ///< serialised as the HTML standard has it (§13.3)
    OuterHtml,
    Attribute, ///< elements without it give nothing
    AbsoluteUrl, ///< of the attribute, else of the first of href, src, data, action, poster, cite, content; else of the text
    Count,       ///< one number: how many were found
    Exists,      ///< one truth: whether any was found
};

/// What becomes of several values. They are taken before the steps: "first" takes of the first match, and where a step has
/// split that, the first piece.
enum class Many : quint8 {
    First,
    Last,
    Joined, ///< all, with the separator between them
    Rows,   ///< one row each. Several such fields side by side: the i-th values stand in one row
};

enum class StepKind : quint8 {
    Trim,        ///< white space off both ends
    Collapse,    ///< and white space inside becomes one space
    Replace,     ///< every match of `pattern` by `with`, where \0 is the match, \1 its first group
    Number,      ///< parse/extraction/number.h; `decimal`
    Price,       ///< parse/extraction/price.h; `decimal`, `currency`, `part`
    Date,        ///< parse/extraction/date.h; `order`
    AbsoluteUrl, ///< against the page's base
    Split,       ///< at `separator`: several values; empty pieces are left out
    Default,     ///< `value` where there is none, or an empty one
};

enum class DateOrder : quint8 { Unknown, DayFirst, MonthFirst };
enum class PricePart : quint8 { All, Amount, Currency };

/// What a value has to be in the end. A value that is not is an error of that value.
enum class FieldType : quint8 { Text, Number, Boolean, Date, Url };

/// Where something was written. No part of what it means: all places are equal.
struct WrittenAt {
    TextPlace place;
    friend bool operator==(const WrittenAt &, const WrittenAt &) { return true; }
};

struct Step {
    StepKind kind = StepKind::Trim;
    QString pattern = {};   ///< Replace
    QString with = {};      ///< Replace
    QString separator = {}; ///< Split
    QString value = {};     ///< Default
    QString currency = {};  ///< Price: the code where none is written; empty: that is an error
    QChar decimal = {}; ///< Number, Price: '.' or ','; null: as it is written, and an error where that can't be known
    DateOrder order = DateOrder::Unknown; ///< Date: of 3/4/2024
    PricePart part = PricePart::All;
    WrittenAt writtenAt = {};
    friend bool operator==(const Step &, const Step &) = default;
};

struct Field {
    QString name = {}; ///< of its column
    RuleKind kind = RuleKind::Css;
    QString expression = {};
    Take take = Take::Text;
    QString attribute = {}; ///< of Take::Attribute and AbsoluteUrl
    QString group = {};     ///< of a regex: number or name; empty: the first, or the match where it has none
    Many many = Many::First;
    QString separator = QStringLiteral(", "); ///< of Many::Joined
    QList<Step> steps = {};
    FieldType type = FieldType::Text;
    WrittenAt writtenAt = {}; ///< its expression
    friend bool operator==(const Field &, const Field &) = default;

    FieldType valueType() const; ///< `type`, or what its last step or what it takes makes of it
};

/// Many records a page: one for each thing that it finds, elements or JSON values, with fields relative to that. In a field,
/// ":scope" alone is the container's element itself. A nested container stands in each of the outer ones; an outer one that has none inside is a
/// record too.
struct Container {
    RuleKind kind = RuleKind::Css;
    QString expression = {};
    QList<Field> fields = {};
    QList<Container> nested = {}; ///< none or one
    WrittenAt writtenAt = {};
    friend bool operator==(const Container &, const Container &) = default;
};

/// What becomes of a page: columns, and how many rows. Fields of the page stand in each of its rows. A value; QtCore only.
struct Recipe {
    static constexpr int version = 1;
    QString name = {};
    QList<Field> fields = {};
    std::optional<Container> container = {};
    friend bool operator==(const Recipe &, const Recipe &) = default;

    bool isEmpty() const { return fields.isEmpty() && !container; }
    bool givesManyRecords() const;  ///< a page can have more than one
    QList<Field> allFields() const; ///< the columns: the page's, the container's, the nested one's
    QStringList fieldNames() const; ///< their names
};

/// What is wrong with a recipe, where, and what to do about it.
struct RecipeError {
    QString field = {}; ///< its name, or "container"; empty: the recipe as a whole
    QString message = {};
    TextPlace place = {};     ///< in the recipe's JSON, if it came from there
    qsizetype offset = -1;    ///< in the expression, in UTF-16 code units from 0; -1: not in an expression
    QString toString() const; ///< "12:20: field "price": message (character 5)"
    friend bool operator==(const RecipeError &, const RecipeError &) = default;
};

QString ruleKindName(RuleKind kind); ///< "css": as recipes have it
QString takeName(Take take);         ///< "visible-text"
QString fieldTypeName(FieldType type);

/// The recipe in a file: resources/recipe-schema.json says the same as JSON Schema. All errors at once; a member that is not
/// known is one.
Expected<Recipe, QList<RecipeError>> recipeFromJson(const QByteArray &utf8);
QByteArray recipeToJson(const Recipe &recipe);

} // namespace creel
