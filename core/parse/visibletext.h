#pragma once

#include "parse/document.h"

#include <QString>

namespace creel {

/// Visible text is what a browser with scripting disabled shows of a page before any style sheet of its own (HTML §15.3):
/// nothing of elements that are `display: none` there (head, script, style, template, title, datalist, noembed, noframes, rp,
/// a dialog that is not open, anything with a hidden attribute), nothing that stands in for media a browser can play or
/// load (audio, video, iframe, object), no SVG title, desc, metadata or defs. <noscript> is visible, and so is what a <details> folds up.
/// Attributes (alt, placeholder, value) are no text.

/// Whether nothing below `element` is visible. Says nothing of its ancestors.
bool hidesText(Node element);

/// Whether text before and after the element's tags, or inside and outside of it, belongs to different words: true for
/// blocks, table cells, <br>, images and controls; false for phrasing like <b> or <a>, and for unknown elements.
bool separatesWords(Node element);

/// Counts words as they come in pieces: runs without white space (Unicode's White_Space). Text in scripts without spaces
/// between words counts as one word per run.
class WordCounter
{
public:
    void add(QByteArrayView utf8);
    void separate() { m_inWord = false; }
    int count() const { return m_count; }

private:
    bool m_inWord = false;
    int m_count = 0;
};

/// The visible text below `root`, white space collapsed; a separator between words is a space.
QString visibleText(Node root);

/// ASCII white space stripped and collapsed to single spaces (Infra §4.6). Never null.
QString collapsed(QByteArrayView utf8);

} // namespace creel
