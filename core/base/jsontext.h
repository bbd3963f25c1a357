#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// A place in a text, both from 1; columns are characters (Unicode code points). Line 0: it stands nowhere.
struct TextPlace {
    int line = 0;
    int column = 0;
    bool isKnown() const { return line > 0; }
    friend bool operator==(const TextPlace &, const TextPlace &) = default;
};

struct JsonMember;

/// JSON (RFC 8259) for files that people write: members stay in their order, and everything knows where it stands. A value.
struct JsonText {
    enum class Kind : quint8 { Null, Boolean, Number, String, Array, Object };

    Kind kind = Kind::Null;
    bool boolean = false;
    QString text;                    ///< of a string; of a number as it is written, every digit
    std::vector<JsonText> items;     ///< of an array
    std::vector<JsonMember> members; ///< of an object, each name once
    TextPlace place = {};

    static JsonText string(const QString &text);
    static JsonText number(const QString &text); ///< `text` is a number as JSON has it
    static JsonText truth(bool value);
    static JsonText array();
    static JsonText object();
    void add(const QString &name, JsonText value);

    /// Compact, in one line; or with two spaces for each level, and small arrays and objects in one line.
    QByteArray compact() const;
    QByteArray pretty() const;
};

struct JsonMember {
    QString name;
    JsonText value;
    TextPlace place = {}; ///< of the name
};

struct JsonTextError {
    QString message;
    TextPlace place;
};

/// Reads one value. Errors are those of RFC 8259, a name that stands twice in an object, and more than 32 levels.
Expected<JsonText, JsonTextError> parseJsonText(const QByteArray &utf8);

/// Whether `text` is a number as JSON has it (RFC 8259 §6).
bool isJsonNumber(QStringView text);

} // namespace creel
