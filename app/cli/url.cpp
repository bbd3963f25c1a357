#include "command.h"

#include "base/url.h"

namespace creel::cli {

int resolveUrls(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Tells what URL each reference means, as browsers have it (the WHATWG URL standard): one line for each, in "
        "their\n"
        "order; \"error: REASON\" where it means none. Write -- before references that begin with a dash.\n\n"
        "Exit status: 0 all are URLs, 1 one is none, 2 wrong usage."));
    parser.addPositionalArgument(QStringLiteral("REF"), QStringLiteral("URLs or relative references; may be empty."));
    parser.addOption({QStringLiteral("base"),
                      QStringLiteral("The URL that relative references start from. Default: none."),
                      QStringLiteral("B")});
    if (const std::optional<int> code = parse(parser, QStringLiteral("url"), QStringLiteral("REF…"), args))
        return *code;
    const QStringList references = parser.positionalArguments();
    const QStringList bases = parser.values(QStringLiteral("base"));
    if (references.isEmpty() || bases.size() > 1)
        return complain(
            QStringLiteral("url takes one reference or more, and at most one --base. See creel-cli url --help."),
            WrongUsage);
    Url base;
    if (!bases.isEmpty()) {
        const Expected<Url, UrlError> parsed = Url::parse(bases.first());
        if (!parsed)
            return complain(
                QStringLiteral("--base takes a URL, not \"%1\": %2").arg(bases.first(), parsed.error().reason),
                WrongUsage);
        base = *parsed;
    }
    int code = AllOk;
    for (const QString &reference : references) {
        const Expected<Url, UrlError> url = Url::parse(reference, bases.isEmpty() ? nullptr : &base);
        say(url ? QString::fromLatin1(url->href()) : QStringLiteral("error: ") + url.error().reason);
        if (!url)
            code = SomeFailed;
    }
    return code;
}

} // namespace creel::cli
