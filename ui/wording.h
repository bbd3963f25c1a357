#pragma once

#include <QString>

namespace creel {

/// Numbers for people, in one manner everywhere.
QString grouped(qint64 number);   ///< "1,204"
QString rowsText(qint64 number);  ///< "1 row", "1,204 rows"
QString linesText(qint64 number); ///< "1 line", "1,204 lines"
QString clockText(qint64 ms);     ///< "0:41", "1:02:09"
QString etaText(qint64 ms);       ///< "5 s left", "about 3 min left", "about 2 h left"
QString byteText(qint64 bytes);   ///< "812 bytes", "1.4 MB"

} // namespace creel
