#include "limitspanel.h"

#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QGridLayout>
#include <QLabel>
#include <QSpinBox>

namespace creel {

namespace {
constexpr double bytesPerMegabyte = 1 << 20;

int toInt(milliseconds time) { return int(time.count()); }
} // namespace

LimitsPanel::LimitsPanel(QWidget *parent) : QWidget(parent)
{
    auto *form = new QFormLayout(this);
    form->setContentsMargins(0, 0, 0, 0);
    form->setVerticalSpacing(4);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    m_concurrency = addSpin(*form, tr("In &flight"), QStringLiteral("concurrency"),
                            tr("Requests in flight, all hosts together"), 1, 4096);
    m_perHost =
        addSpin(*form, tr("Per &host"), QStringLiteral("perHost"), tr("Requests in flight to one host"), 1, 4096);
    m_delay = addSpin(*form, tr("&Delay"), QStringLiteral("delay"), tr("Least time between two requests to one host"),
                      0, 600'000);
    m_delay->setSuffix(tr(" ms"));
    m_delay->setSingleStep(50);
    m_timeout = addSpin(*form, tr("&Timeout"), QStringLiteral("timeout"),
                        tr("Longest time for one request, from name look-up to last byte"), 1, 3600);
    m_timeout->setSuffix(tr(" s"));
    m_retries = addSpin(*form, tr("Re&tries"), QStringLiteral("retries"),
                        tr("Further attempts after connection errors, timeouts, 429 and 5xx"), 0, 20);

    m_maxBody = new QDoubleSpinBox;
    m_maxBody->setObjectName(QStringLiteral("maxBody"));
    m_maxBody->setAccessibleName(tr("Largest page"));
    m_maxBody->setToolTip(tr("Larger bodies end as an error of the kind too_large"));
    m_maxBody->setRange(0.1, 2000);
    m_maxBody->setDecimals(1);
    m_maxBody->setSuffix(tr(" MB"));
    m_maxBody->setMinimumWidth(m_concurrency->minimumWidth());
    form->addRow(tr("&Largest page"), m_maxBody);

    m_keepBodies =
        addCheck("keepBodies", tr("&Keep the pages"),
                 tr("Pages are kept in the run file, compressed, so that their source can be looked at later"));
    m_robots = addCheck("obeyRobots", tr("&Obey robots.txt"),
                        tr("What a site's robots.txt disallows is not fetched; it is asked for before the first page"));
    m_adaptive =
        addCheck("adaptive", tr("Slo&w with the host"),
                 tr("Slow down with the host: one whose answers become slow, or are 429 or 503, is asked less"));
    m_guard = addCheck("guardNetwork", tr("&Guard my network"),
                       tr("No page leads to loopback, private or metadata addresses, unless the list names them"));
    auto *checks = new QGridLayout;
    checks->setVerticalSpacing(4);
    checks->addWidget(m_keepBodies, 0, 0);
    checks->addWidget(m_robots, 0, 1);
    checks->addWidget(m_adaptive, 1, 0);
    checks->addWidget(m_guard, 1, 1);
    form->addRow(checks);

    connect(m_maxBody, &QDoubleSpinBox::valueChanged, this, &LimitsPanel::changed);
    setOptions(CrawlOptions());
}

QSpinBox *LimitsPanel::addSpin(QFormLayout &form, const QString &label, const QString &name, const QString &hint,
                               int low, int high)
{
    auto *spin = new QSpinBox;
    spin->setObjectName(name);
    spin->setAccessibleName(QString(label).remove(u'&'));
    spin->setToolTip(hint);
    spin->setRange(low, high);
    spin->setMinimumWidth(fontMetrics().averageCharWidth() * 16);
    form.addRow(label, spin); // the label becomes its buddy
    form.labelForField(spin)->setToolTip(hint);
    connect(spin, &QSpinBox::valueChanged, this, &LimitsPanel::changed);
    return spin;
}

QCheckBox *LimitsPanel::addCheck(const char *name, const QString &label, const QString &hint)
{
    auto *check = new QCheckBox(label);
    check->setObjectName(QLatin1StringView(name));
    check->setAccessibleName(QString(label).remove(u'&'));
    check->setToolTip(hint);
    connect(check, &QCheckBox::toggled, this, &LimitsPanel::changed);
    return check;
}

CrawlOptions LimitsPanel::options() const
{
    CrawlOptions options = m_base;
    writeTo(options);
    return options;
}

void LimitsPanel::writeTo(CrawlOptions &options) const
{
    options.concurrency = m_concurrency->value();
    options.perHost = m_perHost->value();
    options.delay = milliseconds(m_delay->value());
    options.timeout = std::chrono::seconds(m_timeout->value());
    options.retries = m_retries->value();
    options.maxBodyBytes = qint64(m_maxBody->value() * bytesPerMegabyte);
    options.keepBodies = m_keepBodies->isChecked();
    options.obeyRobots = m_robots->isChecked();
    options.adaptive = m_adaptive->isChecked();
    options.guardNetwork = m_guard->isChecked();
}

void LimitsPanel::setOptions(const CrawlOptions &options)
{
    const QSignalBlocker quiet(this);
    m_base = options;
    m_concurrency->setValue(options.concurrency);
    m_perHost->setValue(options.perHost);
    m_delay->setValue(toInt(options.delay));
    m_timeout->setValue(toInt(options.timeout) / 1000);
    m_retries->setValue(options.retries);
    m_maxBody->setValue(double(options.maxBodyBytes) / bytesPerMegabyte);
    m_keepBodies->setChecked(options.keepBodies);
    m_robots->setChecked(options.obeyRobots);
    m_adaptive->setChecked(options.adaptive);
    m_guard->setChecked(options.guardNetwork);
}

} // namespace creel
