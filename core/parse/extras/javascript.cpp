#include "parse/extras/javascript.h"

#include "parse/ascii.h"
#include "parse/extras/words.h"
#include "parse/mimetype.h"
#include "parse/visibletext.h"

#include <algorithm>
#include <array>

namespace creel {

namespace {

bool isAppRoot(Node element)
{
    static constexpr std::array<QByteArrayView, 11> ids = {"root",      "app",      "__next",   "__nuxt",
                                                           "___gatsby", "svelte",   "q-app",    "react-root",
                                                           "app-root",  "main-app", "ember-app"};
    const QByteArrayView id = element.attribute(Name::Id);
    return std::find(ids.begin(), ids.end(), id) != ids.end() || !element.attribute("ng-app").isNull()
        || !element.attribute("data-reactroot").isNull()
        || (element.ns() == Namespace::Html && element.name().contains('-') && element.parent().isHtml(Name::Body));
}

/// HTML §4.12.1: a script block of another type is data.
bool isRunning(Node script)
{
    const QByteArrayView type = trimAsciiSpace(script.attribute(Name::Type));
    if (type.isEmpty() || equalsIgnoringAsciiCase(type, "module"))
        return true;
    const QByteArray essence = parseMimeType(type).essence;
    return essence.endsWith("javascript") || essence.endsWith("ecmascript");
}

bool namesJavaScript(QByteArrayView text) { return text.toByteArray().toLower().contains("javascript"); }

/// What was seen on a walk.
struct Signs {
    bool hasScript = false;
    bool hasEmptyRoot = false;
    bool isAsked = false;   ///< for JavaScript, by <noscript>
    bool hasReason = false; ///< for having few words
    QByteArray text;        ///< what is shown of it
};

Signs signsOf(const Document &document, Steps &steps)
{
    Signs signs;
    WordCounter runs;
    Node noscript, root; // the ones that we are in
    int runsBeforeRoot = 0;
    for (TreeWalk walk(document.root()); walk && steps.spend(); walk.advance()) {
        const Node node = walk.node();
        if (node.isText() && walk.entering()) {
            steps.spendForText(node.characters().size());
            if (!noscript) {
                runs.add(node.characters());
                signs.text += node.characters();
            } else {
                signs.isAsked = signs.isAsked || namesJavaScript(node.characters());
            }
        }
        if (!node.isElement())
            continue;
        if (separatesWords(node)) {
            runs.separate();
            signs.text += ' ';
        }
        if (!walk.entering()) {
            if (node == noscript)
                noscript = Node();
            if (node == root) {
                signs.hasEmptyRoot = signs.hasEmptyRoot || runs.count() == runsBeforeRoot;
                root = Node();
            }
            continue;
        }
        if (node.isHtml(Name::Script))
            signs.hasScript = signs.hasScript || isRunning(node);
        if (node.isHtml(Name::Noscript) && !noscript)
            noscript = node;
        if (!noscript && !root && isAppRoot(node)) {
            root = node;
            runsBeforeRoot = runs.count();
        }
        const Name name = node.nameId();
        signs.hasReason = signs.hasReason
            || (!noscript
                && (name == Name::A || name == Name::Form || name == Name::Img || name == Name::Svg
                    || name == Name::Iframe || name == Name::Frame || name == Name::Video || name == Name::Audio
                    || name == Name::Object || name == Name::Embed));
        if (hidesText(node) && !node.isHtml(Name::Head))
            walk.skipChildren();
    }
    return signs;
}

} // namespace

JavaScriptNeed needsJavaScript(const Document &document, ExtractionLeft &left)
{
    const Signs signs = signsOf(document, left.steps);
    if (!signs.hasScript)
        return JavaScriptNeed::No;
    if (!left.spendBytes(3 * signs.text.size()) || !left.steps.spend(signs.text.size() / 4))
        return JavaScriptNeed::No;
    const qsizetype words = countWords(QString::fromUtf8(signs.text));
    const bool isSigned = signs.hasEmptyRoot || signs.isAsked;
    if (words < 30 && isSigned)
        return JavaScriptNeed::Yes;
    return (words < 150 && isSigned) || (words < 5 && !signs.hasReason) ? JavaScriptNeed::Likely : JavaScriptNeed::No;
}

} // namespace creel
