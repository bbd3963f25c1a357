#pragma once

#include "parse/document.h"
#include "parse/steps.h"

namespace creel::css {

enum class Direction : quint8 { LeftToRight, RightToLeft };

/// HTML §3.2.6.4: the directionality of a document's elements.
class Directions
{
public:
    explicit Directions(Steps &steps) : m_steps(steps) { }

    Direction of(Node element);

private:
    Direction automatic(Node element);

    Steps &m_steps;
    Node m_lastAutomatic; ///< its descendants ask again and again
    Direction m_lastDirection = Direction::LeftToRight;
};

} // namespace creel::css
