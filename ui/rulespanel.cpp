#include "rulespanel.h"

#include "base/recipenames.h"
#include "emptynote.h"
#include "icons.h"
#include "roomycells.h"
#include "ruledelegate.h"
#include "rulemodel.h"
#include "statelook.h"
#include "steptext.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QTableView>
#include <QToolButton>
#include <QVBoxLayout>

namespace creel {

namespace {

constexpr std::array<int, RuleModel::ColumnCount> columnLetters = {19, 15, 37, 16, 12, 14, 12, 20, 10, 24};

/// The expression with the character that is wrong underlined, and what is wrong.
QString problemHtml(const RecipeError &error, const QString &expression, const QPalette &palette)
{
    QString message = error.message.toHtmlEscaped();
    if (error.offset < 0 || error.place.column != expressionColumn)
        return message;
    constexpr qsizetype around = 40;
    const qsizetype from = std::max<qsizetype>(error.offset - around, 0);
    const QString before = (from > 0 ? QStringLiteral("…") : QString()) + expression.mid(from, error.offset - from);
    const QString wrong = error.offset < expression.size() ? expression.mid(error.offset, 1) : QStringLiteral("\u00a0");
    const QString after = expression.mid(error.offset + 1, around);
    return QStringLiteral(
               "<code>%1<span style=\"color:%2; text-decoration: underline\"><b>%3</b></span>%4</code> &nbsp; %5")
        .arg(before.toHtmlEscaped(), toneColor(Tone::Bad, palette).name(), wrong.toHtmlEscaped(), after.toHtmlEscaped(),
             message);
}

} // namespace

RulesPanel::RulesPanel(RecipeDraft &draft, RuleModel &model, QWidget *parent)
    : QWidget(parent), m_draft(draft), m_model(model), m_name(new QLineEdit), m_table(new QTableView),
      m_problem(new QLabel), m_steps(new QToolButton), m_stepMenu(new QMenu(this))
{
    makeActions();
    arrangeTable();
    fillStepMenu();
    m_name->setObjectName(QStringLiteral("recipeName"));
    m_name->setAccessibleName(tr("Name of the recipe"));
    m_name->setPlaceholderText(tr("Name of the recipe"));
    m_name->setMaximumWidth(240);
    m_problem->setObjectName(QStringLiteral("ruleProblem"));
    m_problem->setTextFormat(Qt::RichText);
    m_problem->setWordWrap(true);

    auto *row = new QHBoxLayout;
    row->setSpacing(4);
    row->addWidget(m_name);
    row->addSpacing(8);
    for (QAction *action : {m_addField, m_addContainer, m_duplicate, m_remove, m_up, m_down}) {
        auto *button = new QToolButton;
        button->setDefaultAction(action);
        button->setObjectName(action->objectName() + QStringLiteral("Button"));
        button->setAccessibleName(action->toolTip());
        button->setToolButtonStyle(action->icon().isNull() ? Qt::ToolButtonTextOnly : Qt::ToolButtonTextBesideIcon);
        button->setFocusPolicy(Qt::TabFocus);
        row->addWidget(button);
    }
    row->addWidget(m_steps);
    row->addStretch();
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(6);
    layout->addLayout(row);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);

    connect(m_name, &QLineEdit::textEdited, &draft, &RecipeDraft::setName);
    connect(m_name, &QLineEdit::editingFinished, &draft, &RecipeDraft::endEdit);
    connect(&draft, &RecipeDraft::changed, this, [this] {
        if (m_name->text() != m_draft.name())
            m_name->setText(m_draft.name());
    });
    connect(&model, &QAbstractItemModel::dataChanged, this, &RulesPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &RulesPanel::refresh);
    connect(&model, &QAbstractItemModel::rowsInserted, this, &RulesPanel::refresh);
    refresh();
}

QAction *RulesPanel::addAction(const char *name, const QString &text, const QString &hint, const QKeySequence &key)
{
    auto *action = new QAction(text, this);
    action->setObjectName(QLatin1StringView(name));
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    action->setToolTip(QStringLiteral("%1 (%2)").arg(hint, key.toString(QKeySequence::NativeText)));
    m_table->addAction(action);
    return action;
}

void RulesPanel::makeActions()
{
    m_addField = addAction("addField", tr("Field"), tr("Add a field behind this one"), Qt::Key_Insert);
    m_addField->setIcon(glyphIcon(Glyph::Plus));
    m_addContainer = addAction("addContainer", tr("Container"),
                               tr("Add a container: one record for each thing that it finds, with the fields below it"),
                               Qt::CTRL | Qt::Key_Insert);
    m_addContainer->setIcon(glyphIcon(Glyph::Plus));
    m_duplicate = addAction("duplicateRule", tr("Duplicate"), tr("Add a field like this one"), Qt::CTRL | Qt::Key_D);
    m_remove = addAction("removeRule", tr("Remove"), tr("Remove this rule"), QKeySequence::Delete);
    m_up = addAction("moveRuleUp", tr("Up"), tr("Move this rule up"), Qt::ALT | Qt::Key_Up);
    m_down = addAction("moveRuleDown", tr("Down"), tr("Move this rule down"), Qt::ALT | Qt::Key_Down);
    connect(m_addField, &QAction::triggered, this, [this] { addField({}); });
    connect(m_addContainer, &QAction::triggered, this, [this] {
        const int row = m_draft.addContainer(std::max(currentRow(), 0));
        if (row >= 0)
            edit(row, RuleModel::Expression);
    });
    connect(m_duplicate, &QAction::triggered, this, [this] { setCurrentRow(m_draft.duplicate(currentRow())); });
    connect(m_remove, &QAction::triggered, this, [this] {
        const int row = currentRow();
        m_draft.remove(row);
        setCurrentRow(std::min(row, m_model.rowCount() - 1));
    });
    connect(m_up, &QAction::triggered, this, [this] { setCurrentRow(m_draft.move(currentRow(), -1)); });
    connect(m_down, &QAction::triggered, this, [this] { setCurrentRow(m_draft.move(currentRow(), 1)); });
}

void RulesPanel::arrangeTable()
{
    m_table->setObjectName(QStringLiteral("rules"));
    m_table->setAccessibleName(tr("Rules of the recipe"));
    m_table->setModel(&m_model);
    auto *delegate = new RuleDelegate(m_model, m_draft, this);
    m_table->setItemDelegate(delegate);
    m_table->setContextMenuPolicy(Qt::ActionsContextMenu);
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed
                             | QAbstractItemView::AnyKeyPressed | QAbstractItemView::SelectedClicked);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(true);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false); // Tab leaves the table; inside of an editor it goes to the next cell
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 12);
    auto *style = new RoomyCells;
    style->setParent(m_table);
    m_table->setStyle(style);
    QHeaderView *header = m_table->horizontalHeader();
    header->setStyle(style);
    header->setHighlightSections(false);
    header->setStretchLastSection(true);
    for (int column = 0; column < RuleModel::ColumnCount; ++column)
        m_table->setColumnWidth(column, columnLetters[size_t(column)] * fontMetrics().averageCharWidth());
    m_table->viewport()->installEventFilter(this);
    connect(delegate, &RuleDelegate::stepsRefused, this, [this](const QString &why) {
        m_refusal = why;
        showProblem();
    });
    connect(delegate, &QAbstractItemDelegate::closeEditor, this, [this] {
        m_refusal.clear();
        showProblem();
    });
    connect(&m_model, &RuleModel::refused, this, [this](const QString &why) {
        m_refusal = why;
        showProblem();
    });
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, [this] {
        m_refusal.clear();
        refresh();
        Q_EMIT currentRowChanged(currentRow());
    });
    connect(m_table, &QAbstractItemView::clicked, this, [this](const QModelIndex &index) {
        if (index.column() == RuleModel::Coverage)
            Q_EMIT coverageClicked(index.row());
    });
}

void RulesPanel::fillStepMenu()
{
    m_steps->setObjectName(QStringLiteral("addStep"));
    m_steps->setText(tr("Add a step"));
    m_steps->setToolTip(tr("What is to be done with the values of this field"));
    m_steps->setAccessibleName(m_steps->text());
    m_steps->setFocusPolicy(Qt::TabFocus);
    m_steps->setPopupMode(QToolButton::InstantPopup);
    m_steps->setMenu(m_stepMenu);
    for (size_t i = 0; i < names::steps.size(); ++i) {
        const QString example = stepExample(StepKind(i));
        m_stepMenu->addAction(example, this, [this, example] {
            const QModelIndex cell = m_model.index(currentRow(), RuleModel::Steps);
            const QString before = cell.data(Qt::EditRole).toString();
            m_draft.endEdit();
            m_model.setData(cell, before.isEmpty() ? example : before + QStringLiteral(" | ") + example);
            m_draft.endEdit();
        });
    }
}

int RulesPanel::currentRow() const { return m_table->currentIndex().row(); }

void RulesPanel::setCurrentRow(int row)
{
    if (row < 0 || row >= m_model.rowCount())
        return;
    const int column = std::max(m_table->currentIndex().column(), 0);
    m_table->setCurrentIndex(m_model.index(row, column));
    m_table->selectRow(row);
}

QWidget *RulesPanel::table() const { return m_table; }

void RulesPanel::edit(int row, int column)
{
    setCurrentRow(row);
    m_table->setFocus();
    m_table->setCurrentIndex(m_model.index(row, column));
    m_table->edit(m_model.index(row, column));
}

void RulesPanel::addField(const Field &field)
{
    const int row = m_draft.addField(currentRow() < 0 ? m_model.rowCount() - 1 : currentRow(), field);
    if (field.expression.isEmpty())
        edit(row, RuleModel::Expression);
    else
        setCurrentRow(row);
}

void RulesPanel::setExpression(const QString &selector)
{
    const int row = currentRow();
    if (!m_model.rule(row))
        return;
    RuleRow rule = *m_model.rule(row);
    rule.field.kind = RuleKind::Css;
    rule.field.expression = selector;
    rule.field.group.clear();
    m_draft.endEdit();
    m_draft.setRule(row, rule, tr("Use a Selector"));
    m_draft.endEdit();
}

void RulesPanel::refresh()
{
    const int row = currentRow();
    const RuleRow *rule = m_model.rule(row);
    const bool isField = rule && !rule->isContainer;
    m_duplicate->setEnabled(isField);
    m_steps->setEnabled(isField);
    m_remove->setEnabled(rule != nullptr);
    m_up->setEnabled(m_draft.mayMove(row, -1));
    m_down->setEnabled(m_draft.mayMove(row, 1));
    m_addContainer->setEnabled(containersAbove(m_model.rules(), m_model.rules().size()) < 2);
    showProblem();
}

/// Of the current rule; else of the first that has one.
void RulesPanel::showProblem()
{
    QString html = m_refusal.toHtmlEscaped();
    const int current = currentRow();
    for (int i = -1; html.isEmpty() && i < m_model.rowCount(); ++i) {
        const int row = i < 0 ? current : i;
        const QList<RecipeError> errors = row < 0 ? QList<RecipeError>() : m_model.errors(row);
        if (errors.isEmpty())
            continue;
        const RuleRow &rule = *m_model.rule(row);
        html = problemHtml(errors.first(), rule.field.expression, palette());
        const QString name = rule.isContainer ? tr("Container") : rule.field.name;
        html.prepend(QStringLiteral("<b style=\"color:%1\">%2</b> &nbsp; ")
                         .arg(toneColor(Tone::Bad, palette()).name(), name.toHtmlEscaped()));
    }
    m_problem->setText(html);
    m_problem->setVisible(!html.isEmpty());
}

bool RulesPanel::eventFilter(QObject *watched, QEvent *event)
{
    return QWidget::eventFilter(watched, event)
        || (m_model.rowCount() == 0
            && paintsEmptyNote(
                *watched, *event,
                tr("A recipe says what becomes of each page: which columns, how many rows.\n"
                   "“Detect Records” finds a table in the page below. Or click what you want in its source or tree, "
                   "or add a field (Insert).")));
}

} // namespace creel
