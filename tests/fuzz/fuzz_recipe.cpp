// parseJsonText() and recipeFromJson(): any file is a recipe or errors with their places, and what is written is read again.
// Input: the file.

#include "targets.h"

#include "base/recipe.h"

#include <QJsonDocument>

namespace creel::fuzz {
namespace {

/// Lines end with LF; columns are characters. One behind the last is a place, too.
void checkPlace(TextPlace place, const QByteArray &file)
{
    require(place.line >= 1 && place.line <= file.count('\n') + file.count('\r') + 1,
            "an error stands on a line of the file");
    require(place.column >= 1 && place.column <= file.size() + 1, "an error stands in its line");
}

void checkJson(const QByteArray &file)
{
    const auto json = parseJsonText(file);
    if (!json) {
        require(!json.error().message.isEmpty(), "what is no JSON says why");
        checkPlace(json.error().place, file);
        return;
    }
    const QByteArray compact = json->compact();
    const auto again = parseJsonText(compact), fromPretty = parseJsonText(json->pretty());
    require(again && fromPretty, "what is written is JSON");
    require(again->compact() == compact && fromPretty->compact() == compact, "what is written is read again");
    if (json->kind == JsonText::Kind::Array || json->kind == JsonText::Kind::Object) {
        QJsonParseError error;
        QJsonDocument::fromJson(compact, &error);                              // shares nothing with ours
        const bool isTooSmall = error.error == QJsonParseError::IllegalNumber; // 1e-400 is none to Qt
        require(error.error == QJsonParseError::NoError || isTooSmall, "what is written is JSON to others");
    }
}

} // namespace

void recipe(QByteArrayView input)
{
    const ExactBytes bytes(input);
    const QByteArray file = bytes.array();
    checkJson(file);

    const auto read = recipeFromJson(file);
    if (read) {
        const auto again = recipeFromJson(recipeToJson(*read));
        require(again && *again == *read, "a recipe that is written is read again");
        return;
    }
    require(!read.error().isEmpty(), "what is no recipe says why");
    for (const RecipeError &error : read.error()) {
        require(!error.message.isEmpty() && !error.toString().isEmpty(), "an error says what is wrong");
        if (error.place.isKnown())
            checkPlace(error.place, file);
    }
}

} // namespace creel::fuzz
