#include "rulemodel.h"

#include "rulewords.h"
#include "statelook.h"
#include "steptext.h"
#include "wording.h"

#include <QFontDatabase>
#include <QGuiApplication>

#include <algorithm>

namespace creel {

namespace {

struct Heading {
    const char *title;
    const char *hint;
};
constexpr std::array<Heading, RuleModel::ColumnCount> headings = {{
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Field"), QT_TRANSLATE_NOOP("creel::RuleModel", "The name of its column")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Kind"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "The language of the expression, and so what it looks at")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Expression"), QT_TRANSLATE_NOOP("creel::RuleModel", "What is looked for")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Take"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "What is taken of each thing that was found")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Attribute"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "The attribute that is taken; of a regex the group, a number or a name")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Of several"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "What becomes of several things that were found")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Joined by"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "What stands between values that are joined")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Steps"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "What is done with a value, one step after the other: trim | number")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "Type"),
     QT_TRANSLATE_NOOP("creel::RuleModel", "What a value has to be in the end")},
    {QT_TRANSLATE_NOOP("creel::RuleModel", "On the sample"),
     QT_TRANSLATE_NOOP("creel::RuleModel",
                       "Pages of the sample with a value, with none, and with several of which one is taken")},
}};

bool isEditable(const RuleRow &rule, int column)
{
    const Field &field = rule.field;
    switch (column) {
    case RuleModel::Kind:
    case RuleModel::Expression:
        return true;
    case RuleModel::Attribute:
        return !rule.isContainer && (hasAttribute(field) || field.kind == RuleKind::Regex);
    case RuleModel::Separator:
        return !rule.isContainer && field.many == Many::Joined;
    case RuleModel::Coverage:
        return false;
    default:
        return !rule.isContainer;
    }
}

/// What a change of kind or take leaves without a meaning goes with it, or the recipe would have an error that nobody made.
void dropWhatDoesNotFit(Field &field)
{
    if (!mayTake(field.kind, field.take))
        field.take = Take::Text;
    if (!hasAttribute(field))
        field.attribute.clear();
    if (field.kind != RuleKind::Regex)
        field.group.clear();
    if (field.many != Many::Joined)
        field.separator = Field().separator;
}

} // namespace

QString coverageText(const FieldCoverage &field, const RecipeCoverage &coverage)
{
    if (coverage.pages == 0)
        return {};
    QStringList parts{RuleModel::tr("%1 of %2").arg(grouped(coverage.pages - field.none), grouped(coverage.pages))};
    if (field.none > 0)
        parts << RuleModel::tr("%1 none").arg(grouped(field.none));
    if (field.many > 0)
        parts << RuleModel::tr("%1 many").arg(grouped(field.many));
    if (field.errors > 0)
        parts << RuleModel::tr("%1 wrong").arg(grouped(field.errors));
    return parts.join(QStringLiteral(" · "));
}

RuleModel::RuleModel(RecipeDraft &draft, QObject *parent)
    : QAbstractTableModel(parent), m_draft(draft), m_rules(draft.rules())
{
    connect(&draft, &RecipeDraft::changed, this, &RuleModel::takeDraft);
}

/// Rows that are the same at both ends stay; what is between them is changed as far as it goes, and then comes or goes.
void RuleModel::takeDraft()
{
    const QList<RuleRow> &now = m_draft.rules();
    const qsizetype common = std::min(now.size(), m_rules.size());
    qsizetype front = 0, back = 0;
    if (now.size() != m_rules.size()) {
        while (front < common && now[front] == m_rules[front])
            ++front;
        while (back < common - front && now[now.size() - 1 - back] == m_rules[m_rules.size() - 1 - back])
            ++back;
    }
    m_errors.clear(); // those were of another recipe
    if (now.size() != m_rules.size())
        m_coverage = {};
    const int oldMiddle = int(m_rules.size() - back), newMiddle = int(now.size() - back);
    if (newMiddle < oldMiddle) {
        beginRemoveRows({}, newMiddle, oldMiddle - 1);
        m_rules = now;
        endRemoveRows();
    } else if (newMiddle > oldMiddle) {
        beginInsertRows({}, oldMiddle, newMiddle - 1);
        m_rules = now;
        endInsertRows();
    } else {
        m_rules = now;
    }
    if (!m_rules.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rules.size()) - 1, ColumnCount - 1));
}

void RuleModel::setErrors(const QList<RecipeError> &errors)
{
    m_errors = errors;
    if (!m_rules.isEmpty())
        Q_EMIT dataChanged(index(0, 0), index(int(m_rules.size()) - 1, ColumnCount - 1));
}

QList<RecipeError> RuleModel::errors(int row) const
{
    QList<RecipeError> found;
    for (const RecipeError &error : m_errors) {
        if (error.place.line == row + 1)
            found.append(error);
    }
    return found;
}

void RuleModel::setCoverage(const RecipeCoverage &coverage)
{
    m_coverage = coverage;
    if (!m_rules.isEmpty())
        Q_EMIT dataChanged(index(0, Coverage), index(int(m_rules.size()) - 1, Coverage));
}

int RuleModel::columnOf(int row) const
{
    const RuleRow *rule = this->rule(row);
    return !rule || rule->isContainer ? -1 : row - containersAbove(m_rules, row);
}

int RuleModel::rowOf(int column) const
{
    for (int row = 0; row < m_rules.size(); ++row) {
        if (columnOf(row) == column)
            return row;
    }
    return -1;
}

const FieldCoverage *RuleModel::coverageOf(int row) const
{
    const int column = columnOf(row);
    return column >= 0 && column < m_coverage.fields.size() ? &m_coverage.fields[column] : nullptr;
}

int RuleModel::rowCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(m_rules.size()); }

int RuleModel::columnCount(const QModelIndex &parent) const { return parent.isValid() ? 0 : int(ColumnCount); }

Qt::ItemFlags RuleModel::flags(const QModelIndex &index) const
{
    const Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    const RuleRow *rule = this->rule(index.row());
    return rule && isEditable(*rule, index.column()) ? flags | Qt::ItemIsEditable : flags;
}

QString RuleModel::text(int row, int column) const
{
    const RuleRow &rule = m_rules[row];
    const Field &field = rule.field;
    if (rule.isContainer && column != Kind && column != Expression && column != Coverage)
        return column != Name                    ? QString()
            : containersAbove(m_rules, row) == 0 ? tr("Each record")
                                                 : tr("Each inside it");
    switch (column) {
    case Name:
        return field.name;
    case Kind:
        return kindTitle(field.kind);
    case Expression:
        return field.expression;
    case TakeWhat:
        return takeTitle(field.take);
    case Attribute:
        return field.kind == RuleKind::Regex ? field.group : field.attribute;
    case HowMany:
        return manyTitle(field.many);
    case Separator:
        return field.many == Many::Joined ? u'“' + field.separator + u'”' : QString();
    case Steps:
        return stepsToText(field.steps);
    case Type:
        return typeTitle(field.type);
    default:
        return coverageText(row);
    }
}

QString RuleModel::coverageText(int row) const
{
    if (m_coverage.pages == 0)
        return {};
    if (const FieldCoverage *field = coverageOf(row))
        return creel::coverageText(*field, m_coverage);
    const qsizetype none = m_coverage.pagesWithoutRecords.size();
    const QString records = tr("%1 records").arg(grouped(m_coverage.records));
    return none > 0 ? tr("%1 · %2 none").arg(records, grouped(none)) : records;
}

QVariant RuleModel::editValue(int row, int column) const
{
    const Field &field = m_rules[row].field;
    switch (column) {
    case Kind:
        return int(field.kind);
    case TakeWhat:
        return int(field.take);
    case HowMany:
        return int(field.many);
    case Type:
        return int(field.type);
    case Separator:
        return field.separator;
    default:
        return text(row, column);
    }
}

QString RuleModel::hint(int row, int column) const
{
    const QList<RecipeError> wrong = errors(row);
    if (!wrong.isEmpty() && (column == Name || column == Expression))
        return wrong.first().message;
    if (column == Expression)
        return kindHint(m_rules[row].field.kind);
    const FieldCoverage *field = coverageOf(row);
    if (column == Coverage && field && m_coverage.records > m_coverage.pages)
        return tr("%1 of %2 records have a value").arg(grouped(field->found), grouped(m_coverage.records));
    return text(row, column);
}

QVariant RuleModel::data(const QModelIndex &index, int role) const
{
    if (!index.isValid())
        return {};
    const int row = index.row(), column = index.column();
    switch (role) {
    case Qt::DisplayRole:
        return text(row, column);
    case Qt::EditRole:
        return editValue(row, column);
    case Qt::ToolTipRole:
        return hint(row, column);
    case Qt::FontRole:
        if (column == Expression || column == Attribute || column == Steps)
            return QFontDatabase::systemFont(QFontDatabase::FixedFont);
        return {};
    case Qt::ForegroundRole:
        if (m_rules[row].isContainer && column == Name)
            return toneColor(Tone::Calm, QGuiApplication::palette());
        return {};
    case Qt::DecorationRole:
        if (column == Name && !errors(row).isEmpty())
            return glyphIcon(Glyph::Warning, toneColor(Tone::Bad, QGuiApplication::palette()));
        return {};
    case Qt::AccessibleDescriptionRole:
    case ErrorRole: {
        const QList<RecipeError> wrong = errors(row);
        return wrong.isEmpty() ? QVariant() : wrong.first().message;
    }
    case OffsetRole:
        for (const RecipeError &error : errors(row)) {
            if (column == Expression && error.offset >= 0 && error.place.column == expressionColumn)
                return error.offset;
        }
        return -1;
    case DepthRole:
        return containersAbove(m_rules, row);
    default:
        return {};
    }
}

bool RuleModel::setData(const QModelIndex &index, const QVariant &value, int role)
{
    const RuleRow *rule = this->rule(index.row());
    if (role != Qt::EditRole || !rule || !isEditable(*rule, index.column()))
        return false;
    RuleRow changed = *rule;
    Field &field = changed.field;
    switch (index.column()) {
    case Name:
        field.name = value.toString().trimmed();
        break;
    case Kind:
        field.kind = RuleKind(value.toInt());
        break;
    case Expression:
        field.expression = value.toString();
        break;
    case TakeWhat:
        field.take = Take(value.toInt());
        break;
    case Attribute:
        (field.kind == RuleKind::Regex ? field.group : field.attribute) = value.toString().trimmed();
        break;
    case HowMany:
        field.many = Many(value.toInt());
        break;
    case Separator:
        field.separator = value.toString();
        break;
    case Steps: {
        const Expected<QList<Step>, StepTextError> steps = stepsFromText(value.toString());
        if (!steps) {
            Q_EMIT refused(steps.error().message);
            return false;
        }
        field.steps = steps.value();
        break;
    }
    case Type:
        field.type = FieldType(value.toInt());
        break;
    default:
        return false;
    }
    if (!changed.isContainer)
        dropWhatDoesNotFit(field);
    m_draft.setRule(index.row(), changed, tr("Change a Rule"));
    return true;
}

QVariant RuleModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || section < 0 || section >= ColumnCount)
        return {};
    if (role == Qt::DisplayRole)
        return tr(headings[size_t(section)].title);
    if (role == Qt::ToolTipRole)
        return tr(headings[size_t(section)].hint);
    return role == Qt::TextAlignmentRole ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant();
}

} // namespace creel
