#pragma once

#include "recipedraft.h"
#include "run/recipecoverage.h"

#include <QAbstractTableModel>

namespace creel {

/// The rules of a draft as rows, with what is wrong with each and how it does on the sample. An edit is a step of the draft's
/// history; rows keep their selection when others come and go.
class RuleModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Name, Kind, Expression, TakeWhat, Attribute, HowMany, Separator, Steps, Type, Coverage, ColumnCount };
    enum Role { ErrorRole = Qt::UserRole, OffsetRole, DepthRole };

    /// Borrows the draft, which outlives it.
    explicit RuleModel(RecipeDraft &draft, QObject *parent = nullptr);

    const QList<RuleRow> &rules() const { return m_rules; }
    const RuleRow *rule(int row) const { return row >= 0 && row < m_rules.size() ? &m_rules[row] : nullptr; }
    /// Errors of the draft's recipe; their place tells the row (recipeOf()).
    void setErrors(const QList<RecipeError> &errors);
    QList<RecipeError> errors(int row) const;
    bool hasErrors() const { return !m_errors.isEmpty(); }
    void setCoverage(const RecipeCoverage &coverage);
    const RecipeCoverage &coverage() const { return m_coverage; }
    /// Where a field stands in the columns of records; -1: it is a container.
    int columnOf(int row) const;
    int rowOf(int column) const;
    const FieldCoverage *coverageOf(int row) const; ///< null: not known yet

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void refused(const QString &why); ///< an edit that can't be taken

private:
    void takeDraft();
    QString text(int row, int column) const;
    QVariant editValue(int row, int column) const;
    QString hint(int row, int column) const;
    QString coverageText(int row) const;

    RecipeDraft &m_draft;
    QList<RuleRow> m_rules; ///< as the view knows them
    QList<RecipeError> m_errors;
    RecipeCoverage m_coverage;
};

/// "94 of 100 · 6 none · 2 many"; empty: no page was looked at.
QString coverageText(const FieldCoverage &field, const RecipeCoverage &coverage);

} // namespace creel
