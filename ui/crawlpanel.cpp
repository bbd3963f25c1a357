#include "crawlpanel.h"

#include "run/run.h"
#include "statelook.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSpinBox>

namespace creel {

namespace {

constexpr int mostPages = 100'000'000; // of a spin box: one that shows more is no limit
constexpr int patternLines = 2;

/// One pattern a line; blank lines are none.
QStringList patternsIn(const QPlainTextEdit &field)
{
    QStringList patterns;
    for (const QString &line : field.toPlainText().split(u'\n')) {
        if (const QString pattern = line.trimmed(); !pattern.isEmpty())
            patterns << pattern;
    }
    return patterns;
}

std::optional<QString> problemOf(const FollowOptions &follow)
{
    CrawlOptions options;
    options.follow = follow;
    return Run::problem(options);
}

} // namespace

CrawlPanel::CrawlPanel(QWidget *parent)
    : QWidget(parent), m_scope(new QComboBox), m_selector(new QLineEdit), m_problem(new QLabel)
{
    m_scope->setObjectName(QStringLiteral("crawlScope"));
    m_scope->setAccessibleName(tr("Scope"));
    m_scope->setToolTip(tr("How far from the pages of the list found links may lead"));
    m_scope->addItem(tr("Same host"), int(Scope::Host));
    m_scope->addItem(tr("Same domain"), int(Scope::Domain));
    m_scope->addItem(tr("Below the page's folder"), int(Scope::Prefix));
    m_scope->addItem(tr("Anywhere"), int(Scope::Any));

    m_depth =
        makeCount("crawlDepth", tr("Depth"), tr("Links from a page of the list to the farthest page; 0: none"), 0);
    m_depth->setMaximum(100'000);
    m_maxPages = makeCount("crawlMaxPages", tr("Most pages"), tr("The run ends when it has fetched so many"), 0);
    m_maxPages->setSpecialValueText(tr("no limit"));
    m_maxPagesPerHost = makeCount("crawlMaxPagesPerHost", tr("Most pages of a host"),
                                  tr("So many pages of one host are fetched, and no more"), 0);
    m_maxPagesPerHost->setSpecialValueText(tr("no limit"));

    m_include = makePatterns("crawlInclude", tr("Include"), tr("Only found URLs that match one of these; none: all"));
    m_include->setPlaceholderText(tr("regular expression, or\nglob:*/news/*"));
    m_exclude = makePatterns("crawlExclude", tr("Exclude"), tr("No found URL that matches one of these"));
    m_exclude->setPlaceholderText(tr("one a line:\nglob:*.pdf"));
    m_selector->setObjectName(QStringLiteral("crawlSelector"));
    m_selector->setAccessibleName(tr("Links in"));
    m_selector->setPlaceholderText(tr("all, or a CSS selector: main a"));
    m_selector->setToolTip(tr("Only links that match this CSS selector are followed; empty: all"));

    m_sitemaps = makeCheck("crawlSitemaps", tr("Site&maps"),
                           tr("Sitemaps and feeds that are listed, or that robots.txt names, add their URLs; also to a "
                              "list"));
    m_nofollow = makeCheck("crawlNofollow", tr("O&bey nofollow"), tr("Links and pages marked nofollow lead nowhere"));
    m_tracking = makeCheck("crawlTracking", tr("Drop trac&king"),
                           tr("Tracking parameters as utm_source and gclid are taken out of found URLs"));
    m_traps = makeCheck("crawlTraps", tr("Endless-site &guard"),
                        tr("Guard against endless sites: repeating paths, calendars and parameters without end"));

    m_problem->setObjectName(QStringLiteral("crawlProblem"));
    m_problem->setWordWrap(true);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->hide();

    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);
    form->addRow(tr("S&cope"), m_scope);
    form->addRow(tr("De&pth"), m_depth);
    form->addRow(tr("&Most pages"), m_maxPages);
    form->addRow(tr("… of a host"), m_maxPagesPerHost);
    form->addRow(tr("&Include"), m_include);
    form->addRow(tr("E&xclude"), m_exclude);
    form->addRow(tr("&Links in"), m_selector);
    auto *checks = new QGridLayout;
    checks->setVerticalSpacing(4);
    checks->addWidget(m_sitemaps, 0, 0);
    checks->addWidget(m_nofollow, 0, 1);
    checks->addWidget(m_tracking, 1, 0);
    checks->addWidget(m_traps, 1, 1);
    form->addRow(m_problem);
    form->addRow(checks);

    connect(m_scope, &QComboBox::currentIndexChanged, this, &CrawlPanel::takeChange);
    connect(m_selector, &QLineEdit::textChanged, this, &CrawlPanel::takeChange);
    setFollow(FollowOptions());
}

QPlainTextEdit *CrawlPanel::makePatterns(const char *name, const QString &title, const QString &hint)
{
    auto *field = new QPlainTextEdit;
    field->setObjectName(QLatin1StringView(name));
    field->setAccessibleName(title);
    field->setToolTip(hint
                      + tr("\nOne a line: a regular expression that matches anywhere in the URL,\n"
                           "or “glob:” and a pattern for all of it (* any text, ? one character)"));
    field->setTabChangesFocus(true);
    field->setLineWrapMode(QPlainTextEdit::NoWrap);
    field->document()->setDocumentMargin(2);
    const int frames = 2 * (field->frameWidth() + 2);
    field->setFixedHeight(patternLines * field->fontMetrics().lineSpacing() + frames);
    field->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    connect(field, &QPlainTextEdit::textChanged, this, &CrawlPanel::takeChange);
    return field;
}

QCheckBox *CrawlPanel::makeCheck(const char *name, const QString &text, const QString &hint)
{
    auto *check = new QCheckBox(text);
    check->setObjectName(QLatin1StringView(name));
    check->setAccessibleName(QString(text).remove(u'&'));
    check->setToolTip(hint);
    connect(check, &QCheckBox::toggled, this, &CrawlPanel::takeChange);
    return check;
}

QSpinBox *CrawlPanel::makeCount(const char *name, const QString &title, const QString &hint, int low)
{
    auto *count = new QSpinBox;
    count->setObjectName(QLatin1StringView(name));
    count->setAccessibleName(title);
    count->setToolTip(hint);
    count->setRange(low, mostPages);
    count->setGroupSeparatorShown(true);
    connect(count, &QSpinBox::valueChanged, this, &CrawlPanel::takeChange);
    return count;
}

FollowOptions CrawlPanel::follow() const
{
    FollowOptions follow = m_base;
    follow.sitemaps = m_sitemaps->isChecked();
    follow.scope = Scope(m_scope->currentData().toInt());
    follow.depth = m_depth->value();
    follow.maxPages = m_maxPages->value();
    follow.maxPagesPerHost = m_maxPagesPerHost->value();
    follow.include = patternsIn(*m_include);
    follow.exclude = patternsIn(*m_exclude);
    follow.selector = m_selector->text().trimmed();
    follow.obeyNofollow = m_nofollow->isChecked();
    follow.dropTracking = m_tracking->isChecked();
    follow.guardTraps = m_traps->isChecked();
    return follow;
}

void CrawlPanel::setFollow(const FollowOptions &follow)
{
    const QSignalBlocker quiet(this);
    m_base = follow;
    m_sitemaps->setChecked(follow.sitemaps);
    m_scope->setCurrentIndex(m_scope->findData(int(follow.scope)));
    m_depth->setValue(follow.depth);
    m_maxPages->setValue(int(std::min<qint64>(follow.maxPages, mostPages)));
    m_maxPagesPerHost->setValue(int(std::min<qint64>(follow.maxPagesPerHost, mostPages)));
    m_include->setPlainText(follow.include.join(u'\n'));
    m_exclude->setPlainText(follow.exclude.join(u'\n'));
    m_selector->setText(follow.selector);
    m_nofollow->setChecked(follow.obeyNofollow);
    m_tracking->setChecked(follow.dropTracking);
    m_traps->setChecked(follow.guardTraps);
    takeChange();
}

void CrawlPanel::setLinks(bool followed)
{
    m_base.links = followed;
    takeChange();
}

std::optional<QString> CrawlPanel::problem() const { return problemOf(follow()); }

void CrawlPanel::focusProblem()
{
    // Each field alone: which of them is it?
    FollowOptions part;
    part.include = patternsIn(*m_include);
    if (problemOf(part))
        return m_include->setFocus();
    part = {};
    part.exclude = patternsIn(*m_exclude);
    if (problemOf(part))
        return m_exclude->setFocus();
    m_selector->setFocus();
}

void CrawlPanel::takeChange()
{
    const bool follows = m_base.links;
    for (QWidget *field : std::initializer_list<QWidget *>{m_selector, m_nofollow, m_traps})
        field->setEnabled(follows);
    const bool finds = follows || m_sitemaps->isChecked();
    for (QWidget *field : std::initializer_list<QWidget *>{m_scope, m_depth, m_maxPages, m_maxPagesPerHost, m_include,
                                                           m_exclude, m_tracking})
        field->setEnabled(finds);
    showProblem();
    Q_EMIT changed();
}

void CrawlPanel::showProblem()
{
    const std::optional<QString> reason = problem();
    m_problem->setVisible(reason.has_value());
    const QString text = reason.value_or(QString());
    m_problem->setText(text.startsWith(QLatin1StringView("--")) ? text.sliced(2) : text); // an option of creel-cli, too
    m_problem->setAccessibleName(m_problem->text());
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, colors));
    m_problem->setPalette(colors);
}

} // namespace creel
