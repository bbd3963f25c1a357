#include "sourcetext.h"

#include "wording.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace creel {

namespace {
constexpr qsizetype shownBytes = 400'000;
constexpr qsizetype longestLine = 1000;

QString tr(const char *text) { return QCoreApplication::translate("creel::SourceText", text); }

/// Lays out like the text itself, but no line is longer than an editor can show at once.
QString folded(const QString &text, bool &didFold)
{
    QString result;
    result.reserve(text.size() + text.size() / longestLine);
    qsizetype lineLength = 0;
    for (const QChar c : text) {
        if (c == u'\n') {
            lineLength = 0;
        } else if (++lineLength > longestLine && !c.isLowSurrogate()) {
            result += u'\n';
            lineLength = 1;
            didFold = true;
        }
        result += c.isNull() ? QChar(QChar::ReplacementCharacter) : c;
    }
    return result;
}
} // namespace

SourceText sourceText(const QByteArray &body, const QString &charset)
{
    QStringDecoder decoder(charset.toLatin1().constData());
    if (!decoder.isValid())
        decoder = QStringDecoder(QStringDecoder::Utf8);
    const QString text = decoder(QByteArrayView(body).first(std::min(shownBytes, body.size())));

    SourceText source;
    bool didFold = false;
    source.text = folded(text, didFold);
    if (body.size() > shownBytes)
        source.note = tr("The first %1 of %2 are shown.").arg(byteText(shownBytes), byteText(body.size()));
    if (didFold)
        source.note += (source.note.isEmpty() ? QString() : QStringLiteral(" ")) + tr("Long lines are folded here.");
    return source;
}

} // namespace creel
