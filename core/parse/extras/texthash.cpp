#include "parse/extras/texthash.h"

#include <QCryptographicHash>

namespace creel {

QString textHash(const QString &text)
{
    const QByteArray utf8 = text.simplified().normalized(QString::NormalizationForm_C).toUtf8();
    if (utf8.isEmpty())
        return {};
    return QString::fromLatin1(QCryptographicHash::hash(utf8, QCryptographicHash::Sha256).toHex());
}

} // namespace creel
