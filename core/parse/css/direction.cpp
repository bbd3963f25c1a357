#include "parse/css/direction.h"

#include "parse/ascii.h"
#include "parse/css/inputtype.h"

#include <QChar>
#include <QList>
#include <QString>

#include <optional>

namespace creel::css {
namespace {

enum class DirAttribute : quint8 { Undefined, LeftToRight, RightToLeft, Auto };

DirAttribute dirAttribute(Node element)
{
    const QByteArrayView dir = element.ns() == Namespace::Html ? element.attribute(Name::Dir) : QByteArrayView();
    return equalsIgnoringAsciiCase(dir, "ltr") ? DirAttribute::LeftToRight
        : equalsIgnoringAsciiCase(dir, "rtl")  ? DirAttribute::RightToLeft
        : equalsIgnoringAsciiCase(dir, "auto") ? DirAttribute::Auto
                                               : DirAttribute::Undefined;
}

/// By the first character of bidirectional type L, AL or R.
std::optional<Direction> firstStrong(QByteArrayView utf8)
{
    for (const char32_t c : QString::fromUtf8(utf8).toUcs4()) {
        const QChar::Direction direction = QChar::direction(c);
        if (direction == QChar::DirL)
            return Direction::LeftToRight;
        if (direction == QChar::DirR || direction == QChar::DirAL)
            return Direction::RightToLeft;
    }
    return std::nullopt;
}

/// Whether the standard leaves an element's text out when it looks for the direction of one around it.
bool isIsolated(Node element)
{
    return element.isHtml(Name::Bdi) || element.isHtml(Name::Script) || element.isHtml(Name::Style)
        || element.isHtml(Name::Textarea) || dirAttribute(element) != DirAttribute::Undefined;
}

bool hasDirectionOfItsValue(Node input)
{
    switch (inputType(input)) {
    case InputType::Hidden:
    case InputType::Text:
    case InputType::Search:
    case InputType::Tel:
    case InputType::Url:
    case InputType::Email:
    case InputType::Password:
    case InputType::Submit:
    case InputType::Reset:
    case InputType::Button:
        return true;
    default:
        return false;
    }
}

} // namespace

Direction Directions::of(Node element)
{
    for (Node node = element; node.isElement() && m_steps.spend(); node = node.parent()) {
        const DirAttribute dir = dirAttribute(node);
        if (dir == DirAttribute::LeftToRight)
            return Direction::LeftToRight;
        if (dir == DirAttribute::RightToLeft)
            return Direction::RightToLeft;
        if (dir == DirAttribute::Auto || node.isHtml(Name::Bdi))
            return automatic(node);
        if (node.isHtml(Name::Input) && inputType(node) == InputType::Tel)
            return Direction::LeftToRight;
    }
    return Direction::LeftToRight;
}

/// The auto directionality; left to right where the standard has null.
Direction Directions::automatic(Node element)
{
    if (element == m_lastAutomatic)
        return m_lastDirection;
    m_lastAutomatic = element;
    std::optional<Direction> found;
    if (element.isHtml(Name::Input)) {
        if (hasDirectionOfItsValue(element) && m_steps.spendForText(element.attribute(Name::Value).size()))
            found = firstStrong(element.attribute(Name::Value));
    } else {
        Node node = element.firstChild();
        while (node && !found && m_steps.spend()) {
            if (node.isText() && m_steps.spendForText(node.characters().size()))
                found = firstStrong(node.characters());
            node = node.isElement() && isIsolated(node) ? node.nextAfterSubtree(element) : node.nextInDocument(element);
        }
    }
    m_lastDirection = found.value_or(Direction::LeftToRight);
    return m_lastDirection;
}

} // namespace creel::css
