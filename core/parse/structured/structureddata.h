#pragma once

#include "base/url.h"
#include "parse/document.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

enum class StructuredSyntax : quint8 { JsonLd, Microdata, Rdfa, OpenGraph, Twitter };

/// One value of one property. A property with several values stands several times, in their order.
struct StructuredProperty {
    static constexpr quint32 noItem = ~quint32(0);

    QByteArray name; ///< as it is written
    QByteArray text; ///< UTF-8; URLs are absolute where the syntax says that it is one; empty of an item
    SourceRange source = {};
    quint32 item = noItem; ///< the value is this one of StructuredData::items
};

struct StructuredItem {
    StructuredSyntax syntax = StructuredSyntax::Microdata;
    std::vector<QByteArray> types = {}; ///< as they are written; RDFa's with the vocabulary in front
    QByteArray id = {};
    std::vector<StructuredProperty> properties = {};
    SourceRange source = {};
};

/// What a page says of itself to machines.
struct StructuredData {
    struct Error {
        QString message;
        SourceRange source;
    };
    /// Each once, however often it is a value: items may even lead back to themselves.
    std::vector<StructuredItem> items;
    std::vector<Error> errors; ///< JSON-LD that is no JSON
    bool tooComplex = false;   ///< the budget was spent: some is missing
};

/// What reading may cost: a step is a node looked at or 16 bytes copied.
struct StructuredBudget {
    qint64 steps = 8'000'000;
};

/// Reads JSON-LD (as much of it as is written in place: contexts are not loaded), microdata (HTML §5), RDFa Lite 1.1, and Open
/// Graph's and Twitter's <meta> elements. `page` is the page's URL, which may be invalid: then relative references stay as they
/// are. Pure; any thread; no recursion over the page.
StructuredData readStructuredData(const Document &document, const Url &page, const StructuredBudget &budget = {});

/// "Product" of "https://schema.org/Product": what stands behind the last '/', '#' or ':'.
QByteArrayView shortName(QByteArrayView type);

/// The types of all items, shortened, sorted, each once.
QStringList structuredTypes(const StructuredData &data);

} // namespace creel
