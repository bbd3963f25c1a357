#pragma once

#include "demo/demoanswer.h"
#include "demo/demotable.h"
#include "demo/demotemplate.h"

#include <QHash>
#include <QList>
#include <QString>

namespace creel {

/// One line of the demo's paste, and what a scrape of it has to say.
struct DemoLine {
    QString text;
    QString state;     ///< the word of the table's column
    QString status;    ///< empty: no answer
    QString title;     ///< after white space is collapsed
    QString errorKind; ///< empty: none
};

/// The demo site without its sockets: a request in, an answer out. Everything comes from resources/demo: tables of goods,
/// fish and stories with a template each (tables/ and templates/), exact bytes for charsets and content codings (raw/, listed
/// in raw.tsv), and what goes wrong (weir.tsv).
class DemoPages
{
public:
    /// `hosts`: the address and port of each named host of the site ("shop", "almanac", "atlas", "journal", "weir").
    explicit DemoPages(const DemoRow &hosts);

    DemoAnswer answer(const DemoRequest &request) const;
    QList<DemoLine> paste() const;

private:
    struct Section {
        DemoTemplate page;
        QList<DemoRow> rows;
        QHash<QString, qsizetype> index; ///< slug to row
    };

    QString address(QString text) const;
    DemoAnswer htmlPage(const DemoTemplate &page, const DemoRow &row, const DemoRequest &request) const;
    DemoAnswer plainPage(int status, const QString &title, const DemoRequest &request) const;
    DemoAnswer sectionPage(const Section &section, const DemoRequest &request) const;
    DemoAnswer rawPage(const DemoRow &file) const;
    DemoAnswer weirPage(const DemoRow &row, const DemoRequest &request) const;

    DemoRow m_hosts;
    DemoTemplate m_frame, m_list, m_home, m_plain;
    QHash<QString, Section> m_sections;
    QHash<QString, DemoRow> m_raw, m_weir; ///< by path
};

} // namespace creel
