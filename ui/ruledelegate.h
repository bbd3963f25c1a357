#pragma once

#include <QStyledItemDelegate>

class QComboBox;

namespace creel {

class RecipeDraft;
class RuleModel;

/// Cells of the rules: choices as combo boxes, texts that take effect while they are typed, the wrong character underlined, and how
/// a field does on the sample as a bar.
class RuleDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    /// Borrows both, which outlive it.
    RuleDelegate(RuleModel &model, RecipeDraft &draft, QObject *parent);

    void paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option, const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;

Q_SIGNALS:
    void stepsRefused(const QString &why); ///< while they are typed; empty: they can be read

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool eventFilter(QObject *editor, QEvent *event) override;

private:
    QWidget *createChoice(QWidget *parent, const QModelIndex &index) const;
    QWidget *createText(QWidget *parent, const QModelIndex &index) const;
    QWidget *createSteps(QWidget *parent) const;
    void paintError(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const;
    void paintCoverage(QPainter &painter, const QStyleOptionViewItem &option, int row) const;

    RuleModel &m_model;
    RecipeDraft &m_draft;
};

} // namespace creel
