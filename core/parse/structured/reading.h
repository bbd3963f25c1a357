#pragma once

#include "parse/steps.h"
#include "parse/structured/structureddata.h"

#include <QHash>

namespace creel::structured {

/// What the readers of all syntaxes share while they read one page.
struct Reading {
    const Document &document;
    Url base; ///< of relative references; may be invalid
    Steps steps;
    StructuredData data = {};

    /// A new item of data.items, by its place there.
    quint32 addItem(StructuredSyntax syntax, SourceRange source);
    void add(quint32 item, QByteArrayView name, QByteArray text, SourceRange source);
    void addNested(quint32 item, QByteArrayView name, quint32 nested);
    QByteArray resolved(QByteArrayView reference) const; ///< as it is where it means no URL
    QByteArray textOf(Node element);                     ///< text content; null once steps are spent
};

/// An attribute with its place; `text` is null where there is none.
struct Found {
    QByteArrayView text;
    SourceRange source;
};
Found findAttribute(Node element, QByteArrayView name);

/// The bytes of an element, with and without its tags.
SourceRange outerRange(Node element);
SourceRange innerRange(Node element);

/// The words between white space, each once.
std::vector<QByteArrayView> tokens(QByteArrayView text);

void readMicrodata(Reading &reading);
void readRdfa(Reading &reading);
void readMetaTags(Reading &reading);
void readJsonLd(Reading &reading);

} // namespace creel::structured
