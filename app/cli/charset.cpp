#include "command.h"

#include "run/charsetcheck.h"

namespace creel::cli {

int charset(const QStringList &args)
{
    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral(
        "Tells in which encoding a run would read a page, and who said so, with a tab between them: bom (its first "
        "bytes), http\n"
        "(--content-type), meta (the page itself), xml (its declaration), utf-8 (nobody, but its bytes are that), or "
        "default (nobody, and "
        "they aren't).\n\n"
        "Exit status: 0 told, 1 the file is no text, 2 wrong usage, 3 a file that can't be read."));
    parser.addPositionalArgument(QStringLiteral("FILE"),
                                 QStringLiteral("The page, without a content coding; - is standard input."));
    parser.addOption({QStringLiteral("content-type"),
                      QStringLiteral("What the server said it is, \"text/html; charset=big5\". Default: nothing."),
                      QStringLiteral("T")});
    if (const std::optional<int> code = parse(parser, QStringLiteral("charset"), QStringLiteral("FILE"), args))
        return *code;
    const QStringList files = parser.positionalArguments();
    if (files.size() != 1 || parser.values(QStringLiteral("content-type")).size() > 1)
        return complain(
            QStringLiteral("charset takes one FILE, and at most one --content-type. See creel-cli charset --help."),
            WrongUsage);
    const Expected<QByteArray, FileError> body = readInput(files.first(), QStringLiteral("FILE"));
    if (!body)
        return complain(body.error().message, FileTrouble);

    const QByteArray contentType = parser.value(QStringLiteral("content-type")).toUtf8();
    const std::optional<CharsetAnswer> answer = checkCharset(*body, contentType);
    if (!answer)
        return complain(QStringLiteral("%1 is no text.").arg(files.first()), SomeFailed);
    say(answer->charset + u'\t' + answer->reason);
    return AllOk;
}

} // namespace creel::cli
