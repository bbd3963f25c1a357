#pragma once

#include "base/record.h"
#include "net/http.h"

#include <QByteArray>

namespace creel {

/// What to do with a body on its way to the record.
struct PageOptions {
    qint64 maxBodyBytes = 10 << 20; ///< decoded; more ends as too_large
    bool keepBody = true;
    QByteArray (*compressBody)(const QByteArray &body) = nullptr; ///< how a kept body is stored; null: as it is
};

/// The final answer of a visit as a row: undoes the content coding, extracts the fields and compresses the body. Fills what
/// the answer tells; line, url and hops are the caller's. Pure, bounded, any thread: it is the work of the pool.
StoredRecord readPage(FetchResult result, const QByteArray &url, const PageOptions &options);

/// "what happened. What to do." as the error column shows it.
QString errorText(const FetchError &error);

} // namespace creel
