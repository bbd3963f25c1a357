#include "ruledelegate.h"

#include "base/pageextra.h"
#include "base/recipenames.h"
#include "rulemodel.h"
#include "rulewords.h"
#include "statelook.h"
#include "steptext.h"
#include "wave.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QComboBox>
#include <QCompleter>
#include <QFontDatabase>
#include <QKeyEvent>
#include <QLineEdit>
#include <QPersistentModelIndex>

namespace creel {

namespace {

constexpr int indentWidth = 14;
constexpr int barHeight = 3;

bool isChoice(int column)
{
    return column == RuleModel::Kind || column == RuleModel::TakeWhat || column == RuleModel::HowMany
        || column == RuleModel::Type;
}

template <class Enum, class Title>
void addAll(QComboBox &box, size_t count, Title title)
{
    for (size_t i = 0; i < count; ++i)
        box.addItem(title(Enum(i)), int(i));
}

void addKinds(QComboBox &box, bool isContainer)
{
    for (size_t i = 0; i < names::ruleKinds.size(); ++i) {
        const auto kind = RuleKind(i);
        if (isContainer && !mayContain(kind))
            continue;
        box.addItem(kindTitle(kind), int(i));
        box.setItemData(box.count() - 1, kindHint(kind), Qt::ToolTipRole);
    }
}

void addTakes(QComboBox &box, RuleKind kind)
{
    for (size_t i = 0; i < names::takes.size(); ++i) {
        if (mayTake(kind, Take(i)))
            box.addItem(takeTitle(Take(i)), int(i));
    }
}

} // namespace

RuleDelegate::RuleDelegate(RuleModel &model, RecipeDraft &draft, QObject *parent)
    : QStyledItemDelegate(parent), m_model(model), m_draft(draft)
{
}

// --- painting ---

void RuleDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    const RuleRow *rule = m_model.rule(index.row());
    if (index.column() == RuleModel::Name) {
        const int depth = index.data(RuleModel::DepthRole).toInt();
        option->rect.setLeft(option->rect.left() + depth * indentWidth);
        option->font.setBold(rule && rule->isContainer);
    }
    option->textElideMode = Qt::ElideRight;
}

void RuleDelegate::paint(QPainter *painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    if (index.column() == RuleModel::Expression)
        paintError(*painter, option, index);
    if (index.column() == RuleModel::Coverage)
        paintCoverage(*painter, option, index.row());
}

void RuleDelegate::paintError(QPainter &painter, const QStyleOptionViewItem &option, const QModelIndex &index) const
{
    const int offset = index.data(RuleModel::OffsetRole).toInt();
    if (offset < 0)
        return;
    QStyleOptionViewItem cell = option;
    initStyleOption(&cell, index);
    const QStyle *style = cell.widget ? cell.widget->style() : QApplication::style();
    const QRect text = style->subElementRect(QStyle::SE_ItemViewItemText, &cell, cell.widget);
    const int margin = style->pixelMetric(QStyle::PM_FocusFrameHMargin, &cell, cell.widget) + 1;
    const QFontMetrics metrics(cell.font);
    const int left = text.left() + margin + metrics.horizontalAdvance(cell.text.left(offset));
    const int width = std::max(metrics.horizontalAdvance(cell.text.mid(offset, 1)), metrics.averageCharWidth());
    painter.save();
    painter.setClipRect(option.rect);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(toneColor(Tone::Bad, option.palette), 1.4));
    // Where the text is longer than its cell the wave stands at the end, so that it is seen.
    const int last = std::min(left, text.right() - width);
    paintWave(painter, last, last + width, text.center().y() + metrics.height() / 2.0);
    painter.restore();
}

void RuleDelegate::paintCoverage(QPainter &painter, const QStyleOptionViewItem &option, int row) const
{
    const FieldCoverage *field = m_model.coverageOf(row);
    const int pages = m_model.coverage().pages;
    if (!field || pages == 0)
        return;
    const QRectF bar(option.rect.left() + 6, option.rect.bottom() - barHeight - 1, option.rect.width() - 12, barHeight);
    const auto part = [&](int from, int count, Tone tone) {
        QColor color = toneColor(tone, option.palette);
        const QRectF piece(bar.left() + bar.width() * from / pages, bar.top(), bar.width() * count / pages, barHeight);
        painter.fillRect(piece, color);
    };
    const int found = pages - field->none;
    part(0, found - std::min(field->many, found), Tone::Good);
    part(found - std::min(field->many, found), std::min(field->many, found), Tone::Calm);
    part(found, field->none, Tone::Warn);
}

// --- editing ---

QWidget *RuleDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &, const QModelIndex &index) const
{
    m_draft.endEdit();
    QWidget *editor = isChoice(index.column()) ? createChoice(parent, index)
        : index.column() == RuleModel::Steps   ? createSteps(parent)
                                               : createText(parent, index);
    editor->setAccessibleName(m_model.headerData(index.column(), Qt::Horizontal, Qt::DisplayRole).toString());
    return editor;
}

QWidget *RuleDelegate::createChoice(QWidget *parent, const QModelIndex &index) const
{
    auto *box = new QComboBox(parent);
    const RuleRow &rule = *m_model.rule(index.row());
    switch (index.column()) {
    case RuleModel::Kind:
        addKinds(*box, rule.isContainer);
        break;
    case RuleModel::TakeWhat:
        addTakes(*box, rule.field.kind);
        break;
    case RuleModel::HowMany:
        addAll<Many>(*box, names::manys.size(), manyTitle);
        break;
    default:
        addAll<FieldType>(*box, names::fieldTypes.size(), typeTitle);
    }
    box->setMaxVisibleItems(16);
    box->view()->setMinimumWidth(box->sizeHint().width());
    auto *self = const_cast<RuleDelegate *>(this); // commitData() and closeEditor() are signals
    connect(box, &QComboBox::activated, self, [self, box] {
        Q_EMIT self->commitData(box);
        Q_EMIT self->closeEditor(box);
    });
    QMetaObject::invokeMethod(box, &QComboBox::showPopup, Qt::QueuedConnection); // one click less
    return box;
}

namespace {

/// All names at once: nobody knows them by heart.
QCompleter *extraNames(QLineEdit *line)
{
    QStringList names;
    for (const PageExtraInfo &extra : pageExtras())
        names << extra.name;
    auto *completer = new QCompleter(names, line);
    completer->setFilterMode(Qt::MatchContains);
    completer->setMaxVisibleItems(16);
    QMetaObject::invokeMethod(completer, [completer] { completer->complete(); }, Qt::QueuedConnection);
    return completer;
}

} // namespace

QWidget *RuleDelegate::createText(QWidget *parent, const QModelIndex &index) const
{
    auto *line = new QLineEdit(parent);
    line->setFrame(false);
    line->setAutoFillBackground(true);
    if (index.column() == RuleModel::Expression || index.column() == RuleModel::Attribute)
        line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    if (index.column() == RuleModel::Expression)
        line->setPlaceholderText(kindHint(m_model.rule(index.row())->field.kind));
    const auto take = [model = &m_model, cell = QPersistentModelIndex(index)](const QString &text) {
        if (cell.isValid())
            model->setData(cell, text);
    };
    connect(line, &QLineEdit::textEdited, &m_model, take);
    if (index.column() == RuleModel::Expression && m_model.rule(index.row())->field.kind == RuleKind::Page) {
        line->setCompleter(extraNames(line));
        connect(line->completer(), qOverload<const QString &>(&QCompleter::activated), &m_model, take);
    }
    line->setProperty("before", index.data(Qt::EditRole)); // Escape brings it back
    return line;
}

QWidget *RuleDelegate::createSteps(QWidget *parent) const
{
    auto *line = new QLineEdit(parent);
    line->setFrame(false);
    line->setAutoFillBackground(true);
    line->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    line->setPlaceholderText(QStringLiteral("trim | collapse | price EUR amount"));
    auto *self = const_cast<RuleDelegate *>(this);
    connect(line, &QLineEdit::textChanged, self, [self, line](const QString &text) {
        const auto steps = stepsFromText(text);
        QPalette palette;
        if (!steps)
            palette.setColor(QPalette::Text, toneColor(Tone::Bad, palette));
        line->setPalette(palette);
        line->setToolTip(steps ? QString() : steps.error().message);
        Q_EMIT self->stepsRefused(line->toolTip());
    });
    return line;
}

void RuleDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    const QVariant value = index.data(Qt::EditRole);
    if (auto *box = qobject_cast<QComboBox *>(editor)) {
        box->setCurrentIndex(box->findData(value));
    } else if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        if (!line->isModified()) // a person is at it
            line->setText(value.toString());
    }
}

void RuleDelegate::setModelData(QWidget *editor, QAbstractItemModel *model, const QModelIndex &index) const
{
    if (auto *box = qobject_cast<QComboBox *>(editor))
        model->setData(index, box->currentData());
    else if (auto *line = qobject_cast<QLineEdit *>(editor))
        model->setData(index, line->text());
    m_draft.endEdit();
}

void RuleDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option, const QModelIndex &) const
{
    QRect place = option.rect;
    if (auto *box = qobject_cast<QComboBox *>(editor)) // its longest choice is to be read
        place.setWidth(std::max(place.width(), box->sizeHint().width()));
    editor->setGeometry(place);
}

bool RuleDelegate::eventFilter(QObject *editor, QEvent *event)
{
    auto *line = qobject_cast<QLineEdit *>(editor);
    if (line && event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isEnd =
            key == Qt::Key_Return || key == Qt::Key_Enter || key == Qt::Key_Tab || key == Qt::Key_Backtab;
        if (isEnd && !line->toolTip().isEmpty())
            return true; // steps that can't be read: the reason is shown, and nothing typed is lost
        const QVariant before = line->property("before");
        if (key == Qt::Key_Escape && before.isValid() && line->isModified()) {
            line->setText(before.toString());
            Q_EMIT line->textEdited(before.toString());
        }
    }
    return QStyledItemDelegate::eventFilter(editor, event);
}

} // namespace creel
