#pragma once

#include "base/expected.h"

#include <QByteArray>
#include <QList>
#include <QString>
#include <QStringList>

namespace creel {

/// A selector of a webscraper.io sitemap, as far as it means something on a page at rest.
struct WebScraperSelector {
    enum class Type : quint8 {
        Text,
        Link, ///< and PopupLink
        Image,
        Attribute,
        Html,
        Group,   ///< all its values in one
        Table,   ///< `columns`
        Element, ///< and ElementScroll, ElementClick: what others are relative to
        Pagination,
        SitemapXml,
        Unknown,
    };
    struct Column {
        QString name;
        int place = 0; ///< in its table, from 0
    };

    Type type = Type::Unknown;
    QString typeName; ///< as it is written, "SelectorElementClick"
    QString id, selector, regex, attribute;
    QStringList parents; ///< ids; "_root" is the page
    bool isMultiple = false;
    QString rowSelector; ///< Table: of its rows, inside of the table
    QList<Column> columns;
};

struct WebScraperSitemap {
    QString name;
    QStringList startUrls; ///< without ranges: expanded
    QList<WebScraperSelector> selectors;
    QStringList notes; ///< sentences on what was left out
};

/// Reads the JSON that webscraper.io exports (its documentation, "Sitemap" and "Selectors"). Ranges in start URLs ("[1-10]", "[001-100]",
/// "[0-100:10]") are expanded, 10,000 URLs together at most. The error says line and column: "3:12: …".
Expected<WebScraperSitemap, QString> readWebScraperSitemap(const QByteArray &utf8);

} // namespace creel
