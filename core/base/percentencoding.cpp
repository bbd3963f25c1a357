#include "base/percentencoding.h"

namespace creel {

void appendPercentEncoded(QByteArray &out, QByteArrayView utf8, const PercentEncodeSet &set)
{
    static constexpr char hex[] = "0123456789ABCDEF";
    const char *clean = utf8.begin(); // start of the run that needs no encoding
    for (const char *p = clean; p != utf8.end(); ++p) {
        if (!set.contains(*p))
            continue;
        const char encoded[] = {'%', hex[uchar(*p) >> 4], hex[uchar(*p) & 0xf]};
        out.append(clean, p - clean).append(encoded, sizeof encoded);
        clean = p + 1;
    }
    out.append(clean, utf8.end() - clean);
}

QByteArray percentDecoded(QByteArrayView bytes)
{
    QByteArray out;
    out.reserve(bytes.size());
    for (qsizetype i = 0; i < bytes.size(); ++i) {
        if (bytes[i] == '%' && i + 2 < bytes.size()) {
            const int high = hexDigitValue(bytes[i + 1]);
            const int low = hexDigitValue(bytes[i + 2]);
            if (high >= 0 && low >= 0) {
                out.append(char(high << 4 | low));
                i += 2;
                continue;
            }
        }
        out.append(bytes[i]);
    }
    return out;
}

} // namespace creel
