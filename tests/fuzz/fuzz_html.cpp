// html::parse and html::parseFragment: any bytes make a Document, within its bounds.
// Input: a byte that says how to parse (see Setting), then the page, which goes the way of real ones: through the decoder.

#include "documentcheck.h"
#include "targets.h"

#include "parse/charset.h"
#include "parse/html/parser.h"

namespace creel::fuzz {
namespace {

/// Chosen so that settings are letters: `a` is a page; `j` to `~` are fragments of the contexts below, and so are `J` to `^`,
/// with little memory. Without bit 6: a fragment is in quirks mode, and nobody waits for a page any more.
struct Setting {
    explicit Setting(uchar byte) : context((byte & 31) - 10), hasMemory(byte & 32), bit6(byte & 64) { }
    int context; ///< below 0: a page
    bool hasMemory;
    bool bit6;
};

const html::FragmentContext contexts[] = {
    {"body"},
    {"template"},
    {"table"},
    {"colgroup"},
    {"tbody"},
    {"tr"},
    {"td"},
    {"select"},
    {"title"},
    {"textarea"},
    {"style"},
    {"script"},
    {"plaintext"},
    {"noscript"},
    {"head"},
    {"html"},
    {"frameset"},
    {"caption"},
    {"svg", Namespace::Svg},
    {"foreignObject", Namespace::Svg},
    {"mi", Namespace::MathMl},
    {"annotation-xml", Namespace::MathMl},
};
static_assert(std::size(contexts) == 22);

/// Open elements are capped at 512; each formatting element among them can put what it held one deeper (§13.2.6.4.7, the
/// adoption agency's step 4.15 on).
constexpr qsizetype maxDepth = 2 * 512 + 8;

ParsedDocument parsed(const QByteArray &page, const Setting &setting)
{
    ParseBudget budget;
    if (!setting.hasMemory)
        budget.memory = 4096;
    if (setting.context >= 0) {
        html::FragmentContext context = contexts[setting.context];
        context.quirksMode = setting.bit6 ? QuirksMode::NoQuirks : QuirksMode::Quirks;
        return html::parseFragment(page, context, budget);
    }
    std::stop_source source;
    budget.stop = source.get_token();
    if (!setting.bit6)
        source.request_stop();
    return html::parse(page, budget);
}

} // namespace

void htmlTree(QByteArrayView input)
{
    const Setting setting(takeByte(input));
    const ExactBytes page(decodeToUtf8(input.toByteArray(), u"utf-8"));
    const ParsedDocument result = parsed(page.array(), setting);
    require(result.document.source() == page.array() || result.tooComplex, "the source is the page");
    require(!result.tooComplex || !setting.hasMemory || !setting.bit6, "a small page is not too complex");
    require(result.tooComplex || result.document.documentElement(), "a page has a root element");
    const qsizetype size = page.array().size(), nodes = result.document.nodeCount();
    // Of formatting elements there are size / 16 + 10,000 copies at most, of an option's content about one.
    require(nodes <= 2 * size + size / 8 + 20'016, "a page has no more nodes than bytes, beside copies");
    require(result.document.memory() <= 128 * nodes + 64 * size + 16'384, "memory is linear in the page");
    checkDocument(result.document, maxDepth);
}

} // namespace creel::fuzz
