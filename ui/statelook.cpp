#include "statelook.h"

#include <QCoreApplication>

namespace creel {

namespace {
struct Look {
    Glyph glyph;
    Tone tone;
    const char *title;
};

Look lookOf(RowState state)
{
    switch (state) {
    case RowState::Queued:
        return {Glyph::Clock, Tone::Quiet, QT_TRANSLATE_NOOP("creel::state", "Queued")};
    case RowState::Ok:
        return {Glyph::Check, Tone::Good, QT_TRANSLATE_NOOP("creel::state", "OK")};
    case RowState::Failed:
        return {Glyph::Cross, Tone::Bad, QT_TRANSLATE_NOOP("creel::state", "Failed")};
    case RowState::Invalid:
        return {Glyph::Warning, Tone::Warn, QT_TRANSLATE_NOOP("creel::state", "Invalid")};
    case RowState::Duplicate:
        return {Glyph::Twin, Tone::Calm, QT_TRANSLATE_NOOP("creel::state", "Duplicate")};
    case RowState::Skipped:
        return {Glyph::Skip, Tone::Quiet, QT_TRANSLATE_NOOP("creel::state", "Skipped")};
    case RowState::Stopped:
        return {Glyph::Halt, Tone::Warn, QT_TRANSLATE_NOOP("creel::state", "Stopped")};
    case RowState::Blank:
        return {Glyph::Dash, Tone::Quiet, QT_TRANSLATE_NOOP("creel::state", "Blank")};
    }
    return {Glyph::Dash, Tone::Quiet, ""};
}

Look lookOf(HostLane::State state)
{
    switch (state) {
    case HostLane::State::Idle:
        return {Glyph::Dash, Tone::Quiet, QT_TRANSLATE_NOOP("creel::state", "Idle")};
    case HostLane::State::Working:
        return {Glyph::Start, Tone::Good, QT_TRANSLATE_NOOP("creel::state", "Working")};
    case HostLane::State::Waiting:
        return {Glyph::Clock, Tone::Quiet, QT_TRANSLATE_NOOP("creel::state", "Waiting")};
    case HostLane::State::Robots:
        return {Glyph::Find, Tone::Calm, QT_TRANSLATE_NOOP("creel::state", "Reads robots.txt")};
    case HostLane::State::Paused:
        return {Glyph::Pause, Tone::Warn, QT_TRANSLATE_NOOP("creel::state", "Paused")};
    case HostLane::State::Parked:
        return {Glyph::Halt, Tone::Bad, QT_TRANSLATE_NOOP("creel::state", "Parked")};
    }
    return {Glyph::Dash, Tone::Quiet, ""};
}
} // namespace

bool isDark(const QPalette &palette)
{
    return palette.color(QPalette::Base).lightness() < palette.color(QPalette::Text).lightness();
}

QColor toneColor(Tone tone, const QPalette &palette)
{
    const bool dark = isDark(palette);
    switch (tone) { // each at least 4.5:1 on its base (WCAG 2.1 §1.4.3)
    case Tone::Good:
        return dark ? QColor(0x6c, 0xc6, 0x83) : QColor(0x1a, 0x7f, 0x37);
    case Tone::Bad:
        return dark ? QColor(0xff, 0x8a, 0x80) : QColor(0xc6, 0x28, 0x28);
    case Tone::Warn:
        return dark ? QColor(0xe8, 0xb3, 0x4b) : QColor(0x8f, 0x5b, 0x00);
    case Tone::Calm:
        return dark ? QColor(0x8a, 0xb4, 0xf8) : QColor(0x1d, 0x5f, 0xb8);
    case Tone::Quiet:
        break;
    }
    return dark ? QColor(0xa6, 0xa9, 0xad) : QColor(0x5f, 0x63, 0x68);
}

Glyph stateGlyph(RowState state) { return lookOf(state).glyph; }
Tone stateTone(RowState state) { return lookOf(state).tone; }
QString stateTitle(RowState state) { return QCoreApplication::translate("creel::state", lookOf(state).title); }

Glyph stateGlyph(HostLane::State state) { return lookOf(state).glyph; }
Tone stateTone(HostLane::State state) { return lookOf(state).tone; }
QString stateTitle(HostLane::State state) { return QCoreApplication::translate("creel::state", lookOf(state).title); }

} // namespace creel
