#include "selectorbar.h"

#include "wording.h"

#include <QComboBox>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace creel {

SelectorBar::SelectorBar(QWidget *parent)
    : QWidget(parent), m_element(new QLabel), m_choice(new QComboBox), m_use(new QPushButton(tr("&Use in the Rule"))),
      m_add(new QPushButton(tr("Add as a F&ield")))
{
    m_element->setObjectName(QStringLiteral("clickedElement"));
    m_element->setForegroundRole(QPalette::PlaceholderText);
    m_choice->setObjectName(QStringLiteral("proposedSelectors"));
    m_choice->setAccessibleName(tr("Selectors for the clicked element"));
    m_choice->setToolTip(
        tr("Selectors for the clicked element: those for it alone first, then those for all of its like"));
    m_choice->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
    m_choice->setMinimumContentsLength(12);
    m_use->setObjectName(QStringLiteral("useSelector"));
    m_use->setToolTip(tr("The current rule looks for this selector"));
    m_add->setObjectName(QStringLiteral("addSelector"));
    m_add->setToolTip(tr("A new field looks for this selector"));
    for (QPushButton *button : {m_use, m_add})
        button->setAutoDefault(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_element);
    layout->addWidget(m_choice, 1);
    layout->addWidget(m_use);
    layout->addWidget(m_add);
    connect(m_use, &QPushButton::clicked, this, [this] { Q_EMIT useRequested(selector()); });
    connect(m_add, &QPushButton::clicked, this, [this] { Q_EMIT addRequested(selector()); });
    clear();
}

QString SelectorBar::selector() const { return m_choice->currentData().toString(); }

void SelectorBar::setProposals(const ProposedSelectors &proposals)
{
    m_choice->clear();
    const auto add = [this](const QList<ProposedSelector> &selectors) {
        for (const ProposedSelector &proposed : selectors) {
            const QString count =
                proposed.count == 1 ? tr("this one alone") : tr("%1 elements").arg(grouped(proposed.count));
            m_choice->addItem(QStringLiteral("%1   (%2)").arg(proposed.selector, count), proposed.selector);
        }
    };
    add(proposals.alone);
    add(proposals.alike);
    m_element->setText(m_choice->count() > 0 ? tr("Selects:")
                           : proposals.element.isEmpty()
                           ? tr("There is no element in that place.")
                           : tr("No selector was found for this %1. Is it inside of a record?").arg(proposals.element));
    refresh();
}

void SelectorBar::clear()
{
    m_choice->clear();
    m_element->setText(tr("Click an element: selectors for it are proposed here."));
    refresh();
}

void SelectorBar::setMayUse(bool mayUse)
{
    m_mayUse = mayUse;
    refresh();
}

void SelectorBar::refresh()
{
    const bool any = m_choice->count() > 0;
    for (QWidget *widget : std::initializer_list<QWidget *>{m_choice, m_use, m_add})
        widget->setVisible(any);
    m_use->setEnabled(m_mayUse);
}

} // namespace creel
