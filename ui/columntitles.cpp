#include "columntitles.h"

#include <QCoreApplication>

namespace creel {

namespace {
struct Title {
    const char *title;
    const char *hint;
    int width;
    bool numeric = false;
};

// In the order of Column.
constexpr std::array<Title, columnCount> titles = {{
    {QT_TRANSLATE_NOOP("creel::column", "Line"), QT_TRANSLATE_NOOP("creel::column", "Number of the pasted line"), 8,
     true},
    {QT_TRANSLATE_NOOP("creel::column", "URL"), QT_TRANSLATE_NOOP("creel::column", "The URL of the line"), 38},
    {QT_TRANSLATE_NOOP("creel::column", "State"), QT_TRANSLATE_NOOP("creel::column", "What became of the line"), 13},
    {QT_TRANSLATE_NOOP("creel::column", "Status"),
     QT_TRANSLATE_NOOP("creel::column", "HTTP status of the final answer"), 8, true},
    {QT_TRANSLATE_NOOP("creel::column", "Final URL"), QT_TRANSLATE_NOOP("creel::column", "The URL after redirects"),
     30},
    {QT_TRANSLATE_NOOP("creel::column", "Title"), QT_TRANSLATE_NOOP("creel::column", "The page's title"), 30},
    {QT_TRANSLATE_NOOP("creel::column", "Description"),
     QT_TRANSLATE_NOOP("creel::column", "The page's meta description"), 30},
    {QT_TRANSLATE_NOOP("creel::column", "H1"), QT_TRANSLATE_NOOP("creel::column", "The first main heading"), 24},
    {QT_TRANSLATE_NOOP("creel::column", "Canonical"),
     QT_TRANSLATE_NOOP("creel::column", "The canonical URL that the page names"), 30},
    {QT_TRANSLATE_NOOP("creel::column", "Lang"), QT_TRANSLATE_NOOP("creel::column", "The page's language"), 7},
    {QT_TRANSLATE_NOOP("creel::column", "Content type"),
     QT_TRANSLATE_NOOP("creel::column", "The answer's content type"), 15},
    {QT_TRANSLATE_NOOP("creel::column", "Charset"),
     QT_TRANSLATE_NOOP("creel::column", "The encoding that the page was read in"), 12},
    {QT_TRANSLATE_NOOP("creel::column", "Bytes"), QT_TRANSLATE_NOOP("creel::column", "Size of the decoded body"), 10,
     true},
    {QT_TRANSLATE_NOOP("creel::column", "Words"), QT_TRANSLATE_NOOP("creel::column", "Words of the visible text"), 9,
     true},
    {QT_TRANSLATE_NOOP("creel::column", "Links"), QT_TRANSLATE_NOOP("creel::column", "Number of links on the page"), 8,
     true},
    {QT_TRANSLATE_NOOP("creel::column", "Redirects"),
     QT_TRANSLATE_NOOP("creel::column", "Redirects that were followed"), 11, true},
    {QT_TRANSLATE_NOOP("creel::column", "Elapsed ms"),
     QT_TRANSLATE_NOOP("creel::column", "Milliseconds from dispatch to the last byte"), 12, true},
    {QT_TRANSLATE_NOOP("creel::column", "Fetched at"),
     QT_TRANSLATE_NOOP("creel::column", "When the answer was complete, UTC"), 26},
    {QT_TRANSLATE_NOOP("creel::column", "Error kind"), QT_TRANSLATE_NOOP("creel::column", "The class of the error"),
     18},
    {QT_TRANSLATE_NOOP("creel::column", "Error"), QT_TRANSLATE_NOOP("creel::column", "What happened and what to do"),
     40},
    {QT_TRANSLATE_NOOP("creel::column", "Depth"),
     QT_TRANSLATE_NOOP("creel::column", "Links from the pasted page to this one"), 8, true},
    {QT_TRANSLATE_NOOP("creel::column", "Found on"),
     QT_TRANSLATE_NOOP("creel::column", "The page where this URL was found"), 30},
}};

const Title &titleOf(Column column) { return titles[size_t(column)]; }
QString tr(const char *text) { return QCoreApplication::translate("creel::column", text); }
} // namespace

QString columnTitle(Column column) { return tr(titleOf(column).title); }

QString columnHint(Column column)
{
    return QCoreApplication::translate("creel::column", "%1 (“%2” in exports)")
        .arg(tr(titleOf(column).hint), QLatin1StringView(columnNames[size_t(column)]));
}

bool isNumeric(Column column) { return titleOf(column).numeric; }
int columnWidth(Column column) { return titleOf(column).width; }

} // namespace creel
