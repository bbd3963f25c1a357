#pragma once

#include <QByteArray>
#include <QByteArrayView>
#include <QList>
#include <QString>

namespace creel {

/// Reads the elements and texts of an XML 1.0 document one by one. Linear in time and memory on any bytes: what a document
/// type declares (entities, default attributes) is passed over, so nothing expands. As tolerant as people who write sitemaps
/// by hand need it: white space before the XML declaration, a bare &, unknown entities and characters that XML forbids stand
/// for themselves; attributes may repeat; what follows the root element doesn't count. Namespaces are not resolved.
class XmlReader
{
public:
    enum class Token : quint8 {
        Start,  ///< a start tag; an empty element's, too, and then its End follows
        End,    ///< an end tag
        Text,   ///< a run of characters, or a CDATA section
        Done,   ///< the root element has ended
        Broken, ///< what follows can't be read: see problem()
    };

    /// `utf8` has no byte order mark and outlives the reader.
    explicit XmlReader(QByteArrayView utf8) : m_source(utf8) { }

    Token next(); ///< after Done or Broken: the same again

    QByteArrayView qualifiedName() const { return m_name; }                        ///< of Start and End: "image:loc"
    QByteArrayView name() const { return m_name.sliced(m_name.indexOf(':') + 1); } ///< "loc"
    QByteArrayView prefix() const
    {
        return m_name.first(qMax<qsizetype>(m_name.indexOf(':'), 0));
    } ///< "image", or empty
    qsizetype depth() const { return m_depth; } ///< of Start and End: 1 is the root's; of Text: its element's
    QByteArray attribute(QByteArrayView qualifiedName) const; ///< of Start; null where there is none
    QByteArray text() const;                                  ///< of Text
    const QString &problem() const { return m_problem; }      ///< of Broken: a sentence with line and column

private:
    Token readStartTag();
    Token readEndTag();
    Token leave();
    bool skipDoctype();
    bool readAttribute(QByteArrayView &name, QByteArrayView &value);
    bool skipBehind(QByteArrayView mark);
    void skipSpace();
    bool at(QByteArrayView text) const { return m_source.sliced(m_at).startsWith(text); }
    QByteArrayView takeName();
    Token fail(const QString &what, qsizetype where);

    QByteArrayView m_source;
    qsizetype m_at = 0;
    QList<QByteArrayView> m_open; ///< names of the elements that we are in
    qsizetype m_depth = 0;
    QByteArrayView m_name;
    QByteArrayView m_attributes; ///< of the start tag: checked, and read again when asked for
    QByteArrayView m_text;
    QString m_problem;
    bool m_isCdata = false;
    bool m_isEmptyElement = false; ///< its End comes next
    bool m_done = false;
};

} // namespace creel
