#pragma once

#include "run/pageextractor.h"

#include <QByteArray>
#include <QList>
#include <QString>

#include <memory>

namespace creel {

class Document;

/// An element of a page, as a tree shows it.
struct PageElement {
    quint32 number = 0;       ///< in its page; 0: none
    QString label;            ///< "div.card.is-new", "input#q"
    QString text;             ///< the beginning of the text inside
    bool hasChildren = false; ///< elements, that is
    PageRange source;         ///< its tags included; none: the parser put it in by itself
};

/// A page that a person looks at: its source and its tree. Read once and fixed from then on; any thread. Elements are told one by
/// one, each in constant time but for its text, which is looked for in a few nodes: a tree of a million nodes costs nothing.
class PreviewPage
{
public:
    static std::shared_ptr<const PreviewPage> read(const StoredPage &page);
    ~PreviewPage();
    Q_DISABLE_COPY_MOVE(PreviewPage)

    const StoredPage &stored() const { return m_stored; }
    const QByteArray &source() const { return m_source; } ///< valid UTF-8: the bytes that a PageRange means
    const QString &charset() const { return m_charset; }  ///< WHATWG name; empty: it is no text
    bool isHtml() const { return m_isHtml; }
    bool isTooComplex() const { return m_isTooComplex; } ///< only the page's beginning was read

    quint32 root() const; ///< the outermost element; 0: there is none
    PageElement element(quint32 number) const;
    /// The elements inside, in their order: at most `most` of them, those behind `after` (0: from the first on).
    QList<quint32> children(quint32 number, quint32 after, qsizetype most) const;
    quint32 parent(quint32 number) const; ///< 0: it is the root
    /// The innermost element whose source has that byte; 0: none has.
    quint32 elementAt(qint64 byte) const;

private:
    explicit PreviewPage(const StoredPage &page);

    StoredPage m_stored;
    QByteArray m_source;
    QString m_charset;
    bool m_isHtml = false;
    bool m_isTooComplex = false;
    qint64 m_shift = 0; ///< of a byte order mark, which is no part of the document
    std::unique_ptr<const Document> m_document;
};

} // namespace creel
