// Selector: any text is a selector or an error with its place, and what it selects agrees with itself.
// Input: the selector; what is behind an empty line is the page, else a small one is taken.

#include "targets.h"

#include "parse/charset.h"
#include "parse/html/parser.h"
#include "parse/selector.h"

#include <QStringBuilder>

namespace creel::fuzz {
namespace {

const SelectorBudget budget{200'000};

const char smallPage[] =
    R"(<!DOCTYPE html><html lang=en-GB><head><meta http-equiv=Content-Language content=fr><title>Fish</title>
<body class="Page a"><div id=a class="box wide" data-x="alpha beta" dir=rtl><p class=lead>Carp <b>and <i>perch</i></b><p title="">Pike
<p lang=de>Aal<!-- no text --></div><ul><li class=item>1 <a href=/one rel=NoFollow>first</a><li class="item sold">2<li id=a>3<li><ul><li></ul></ul>
<form><input required><input type=checkbox checked><input type=radio name=g><input type=number min=1 max=5 value=9><input placeholder=x>
<textarea disabled></textarea><select multiple><optgroup disabled><option selected>1</optgroup><option>2</select><button>go</button>
<fieldset disabled><legend><input readonly></legend><input></fieldset><progress></progress></form><details open></details>
<svg><a xlink:href=x xml:lang=ja><text>y</text></a></svg><math><mi>z</mi></math><template><p class=item></template><bdi dir=auto>עברית</bdi>)";

Document documentOf(QByteArrayView bytes) { return html::parse(decodeToUtf8(bytes.toByteArray(), u"utf-8")).document; }

/// What selector gives, and that it agrees with asking each element.
std::vector<Node> checkedSelection(const Selector &selector, const Document &document)
{
    const Selection selection = selector.select(document, document.root(), budget);
    SelectorMatcher matcher(selector, document, budget);
    std::vector<Node> matching;
    for (Node node = document.documentElement(); node; node = node.nextInDocument())
        if (matcher.matches(node, document.documentElement()))
            matching.push_back(node);
    require(selection.tooComplex || matcher.tooComplex() || matching == selection.elements,
            "what is selected matches, and nothing else");
    return selection.tooComplex ? std::vector<Node>() : selection.elements;
}

} // namespace

void selector(QByteArrayView input)
{
    const qsizetype end = input.indexOf("\n\n");
    const QString text = QString::fromUtf8(end < 0 ? input : input.first(end));
    const auto parsed = Selector::parse(text);
    if (!parsed) {
        require(parsed.error().offset >= 0 && parsed.error().offset <= text.size(), "an error has a place in the text");
        require(!parsed.error().message.isEmpty(), "an error says why");
        return;
    }
    static const Document page = documentOf(smallPage);
    const Document document = end < 0 ? Document() : documentOf(input.sliced(end + 2));
    const Document &searched = end < 0 ? page : document;
    const std::vector<Node> elements = checkedSelection(*parsed, searched);

    // Selectors 4 §4.2: :is() of a list matches what the list does.
    if (text.endsWith(u'\\')) // escapes the bracket
        return;
    if (const auto wrapped = Selector::parse(QString(u":is(" % text % u')'))) {
        const std::vector<Node> same = checkedSelection(*wrapped, searched);
        require(same.empty() || elements.empty() || same == elements, "a list in :is() selects the same");
    } else {
        require(text.size() + 5 > Selector::maxLength || wrapped.error().message.contains(u"deep"),
                "a list may stand in :is()");
    }
}

} // namespace creel::fuzz
