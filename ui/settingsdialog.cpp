#include "settingsdialog.h"

#include "headertext.h"
#include "statelook.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDesktopServices>
#include <QDialogButtonBox>
#include <QDir>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSpinBox>
#include <QTabBar>
#include <QTabWidget>
#include <QUrl>
#include <QVBoxLayout>

namespace creel {

namespace {
int seconds(milliseconds time) { return int(time.count() / 1000); }
} // namespace

SettingsDialog::SettingsDialog(const Preferences &preferences, const QString &runFolder, QWidget *parent)
    : QDialog(parent), m_error(new QLabel)
{
    setWindowTitle(tr("Settings"));
    auto *tabs = new QTabWidget;
    tabs->setAccessibleName(tr("Groups of settings"));
    tabs->tabBar()->setAccessibleName(tr("Groups of settings"));
    tabs->addTab(makeRequestPage(), tr("&Requests"));
    tabs->addTab(makeClocksPage(), tr("&Time limits"));
    tabs->addTab(makePagesPage(), tr("&Pages"));
    tabs->addTab(makeFilesPage(runFolder), tr("&Files"));
    m_error->setWordWrap(true);
    m_error->setObjectName(QStringLiteral("settingsError"));
    QPalette colors = palette();
    colors.setColor(QPalette::WindowText, toneColor(Tone::Bad, colors));
    m_error->setPalette(colors);
    m_error->hide();
    auto *buttons =
        new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel | QDialogButtonBox::RestoreDefaults);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(tabs);
    layout->addWidget(m_error);
    layout->addWidget(buttons);
    connect(buttons, &QDialogButtonBox::accepted, this, &SettingsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(buttons->button(QDialogButtonBox::RestoreDefaults), &QPushButton::clicked, this,
            [this] { show(Preferences()); });
    show(preferences);
}

QSpinBox *SettingsDialog::makeSpin(const QString &name, const QString &hint, int low, int high, const QString &suffix)
{
    auto *spin = new QSpinBox;
    spin->setAccessibleName(name);
    spin->setToolTip(hint);
    spin->setRange(low, high);
    spin->setSuffix(suffix);
    return spin;
}

QWidget *SettingsDialog::makeRequestPage()
{
    m_userAgent = new QLineEdit;
    m_userAgent->setAccessibleName(tr("User agent"));
    m_userAgent->setMinimumWidth(fontMetrics().averageCharWidth() * 52);
    m_headers = new QPlainTextEdit;
    m_headers->setObjectName(QStringLiteral("headers"));
    m_headers->setAccessibleName(tr("Further header fields"));
    m_headers->setPlaceholderText(tr("Accept-Language: de"));
    m_headers->setTabChangesFocus(true);
    m_headers->setFixedHeight(fontMetrics().height() * 6);
    m_redirects = makeSpin(tr("Redirects"), tr("Redirect hops of one line; more end as too_many_redirects"), 0, 50, {});

    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->addRow(tr("&User agent"), m_userAgent);
    form->addRow(tr("Further &header fields"), m_headers);
    form->addRow(tr("Follow at &most"), m_redirects);
    m_redirects->setSuffix(tr(" redirects"));
    return page;
}

QWidget *SettingsDialog::makeClocksPage()
{
    const QString unit = tr(" s");
    m_connect = makeSpin(tr("Connect"), tr("TCP connect, for each address tried"), 1, 600, unit);
    m_tls = makeSpin(tr("TLS handshake"), tr("TLS handshake"), 1, 600, unit);
    m_firstByte = makeSpin(tr("First byte"), tr("From the request to the first byte of the answer"), 1, 3600, unit);
    m_idle = makeSpin(tr("Silence"), tr("Longest silence inside an answer"), 1, 3600, unit);
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("&Connect"), m_connect);
    form->addRow(tr("T&LS handshake"), m_tls);
    form->addRow(tr("First &byte"), m_firstByte);
    form->addRow(tr("&Silence"), m_idle);
    form->addRow(new QLabel(tr("The timeout beside the list holds for a request as a whole.")));
    return page;
}

QWidget *SettingsDialog::makePagesPage()
{
    const QString hint = tr("What turns the HTML of a page into titles, links and text");
    m_parser = new QComboBox;
    m_parser->setObjectName(QStringLiteral("htmlParser"));
    m_parser->setAccessibleName(tr("Read HTML with"));
    m_parser->setToolTip(hint);
    m_parser->addItem(tr("Creel’s own parser"), int(HtmlParser::Creel));
    m_parser->addItem(tr("gumbo"), int(HtmlParser::Gumbo));
    auto *page = new QWidget;
    auto *form = new QFormLayout(page);
    form->setFieldGrowthPolicy(QFormLayout::FieldsStayAtSizeHint);
    form->addRow(tr("Read &HTML with"), m_parser);
    form->labelForField(m_parser)->setToolTip(hint);
    form->addRow(new QLabel(tr("Both read pages as browsers do. Creel’s own is faster, and knows today’s HTML;\n"
                               "gumbo knows that of some years ago. A run keeps the one that it was begun with.")));
    return page;
}

QWidget *SettingsDialog::makeFilesPage(const QString &runFolder)
{
    m_guard = new QCheckBox(tr("&Guard exports against spreadsheet formulas"));
    m_guard->setAccessibleName(tr("Guard exports against spreadsheet formulas"));
    m_guard->setToolTip(tr("Cells that begin with = + - @, a tab or a carriage return get a leading apostrophe"));
    m_bom = new QCheckBox(tr("Begin exports with a byte order &mark"));
    m_bom->setAccessibleName(tr("Begin exports with a byte order mark"));
    m_bom->setToolTip(tr("Some spreadsheet programs need it to see that the file is UTF-8"));
    auto *folder = new QLabel(QDir::toNativeSeparators(runFolder));
    folder->setTextInteractionFlags(Qt::TextSelectableByMouse);
    folder->setWordWrap(true);
    auto *openFolder = new QPushButton(tr("&Open the folder"));
    openFolder->setAutoDefault(false);
    connect(openFolder, &QPushButton::clicked, this, [runFolder] {
        QDir().mkpath(runFolder);
        QDesktopServices::openUrl(QUrl::fromLocalFile(runFolder));
    });
    auto *page = new QWidget;
    auto *layout = new QVBoxLayout(page);
    layout->addWidget(m_guard);
    layout->addWidget(m_bom);
    layout->addSpacing(12);
    layout->addWidget(new QLabel(tr("Runs are kept in")));
    layout->addWidget(folder);
    layout->addWidget(openFolder, 0, Qt::AlignLeft);
    layout->addStretch();
    return page;
}

void SettingsDialog::show(const Preferences &preferences)
{
    m_base = preferences.crawl;
    m_userAgent->setText(QString::fromUtf8(preferences.crawl.userAgent));
    m_headers->setPlainText(headersToText(preferences.crawl.headers));
    m_redirects->setValue(preferences.crawl.redirectLimit);
    m_connect->setValue(seconds(preferences.crawl.connectTimeout));
    m_tls->setValue(seconds(preferences.crawl.tlsTimeout));
    m_firstByte->setValue(seconds(preferences.crawl.firstByteTimeout));
    m_idle->setValue(seconds(preferences.crawl.idleTimeout));
    m_parser->setCurrentIndex(m_parser->findData(int(preferences.crawl.htmlParser)));
    m_guard->setChecked(preferences.exporting.formulaGuard);
    m_bom->setChecked(preferences.exporting.utf8Bom);
}

Preferences SettingsDialog::preferences() const
{
    Preferences chosen;
    chosen.crawl = m_base;
    chosen.crawl.userAgent = m_userAgent->text().trimmed().toUtf8();
    if (const auto headers = headersFromText(m_headers->toPlainText()))
        chosen.crawl.headers = *headers;
    chosen.crawl.redirectLimit = m_redirects->value();
    chosen.crawl.connectTimeout = std::chrono::seconds(m_connect->value());
    chosen.crawl.tlsTimeout = std::chrono::seconds(m_tls->value());
    chosen.crawl.firstByteTimeout = std::chrono::seconds(m_firstByte->value());
    chosen.crawl.idleTimeout = std::chrono::seconds(m_idle->value());
    chosen.crawl.htmlParser = HtmlParser(m_parser->currentData().toInt());
    chosen.exporting.formulaGuard = m_guard->isChecked();
    chosen.exporting.utf8Bom = m_bom->isChecked();
    return chosen;
}

void SettingsDialog::accept()
{
    const auto headers = headersFromText(m_headers->toPlainText());
    QString error;
    if (!headers)
        error = headers.error();
    else if (m_userAgent->text().trimmed().isEmpty())
        error = tr("The user agent is empty. Servers expect a name; “Restore Defaults” brings ours back.");
    m_error->setText(error);
    m_error->setVisible(!error.isEmpty());
    if (error.isEmpty())
        QDialog::accept();
}

} // namespace creel
