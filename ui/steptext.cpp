#include "steptext.h"

#include "base/recipenames.h"

#include <QCoreApplication>

#include <algorithm>
#include <optional>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text) { return QCoreApplication::translate("creel::StepText", text); }

struct Word {
    QString text;
    qsizetype offset = 0;
    bool isQuoted = false;
};
using Words = QList<Word>;

/// The words of each step. Empty steps have none.
Expected<QList<Words>, StepTextError> split(const QString &text)
{
    QList<Words> steps(1);
    for (qsizetype at = 0; at < text.size();) {
        const QChar c = text[at];
        if (c.isSpace()) {
            ++at;
        } else if (c == u'|') {
            steps.append(Words());
            ++at;
        } else if (c == u'"') {
            Word word{{}, at, true};
            for (++at;; ++at) {
                if (at == text.size())
                    return Unexpected(StepTextError{tr("This text has no end: close it with a quote."), word.offset});
                if (text[at] == u'"' && text.mid(at + 1, 1) != "\""_L1)
                    break;
                if (text[at] == u'"')
                    ++at;
                word.text += text[at];
            }
            ++at;
            steps.last().append(word);
        } else {
            Word word{{}, at, false};
            while (at < text.size() && !text[at].isSpace() && text[at] != u'|' && text[at] != u'"')
                word.text += text[at++];
            steps.last().append(word);
        }
    }
    return steps;
}

template <class Names>
std::optional<size_t> placeOf(const Names &names, const QString &text)
{
    for (size_t i = 0; i < names.size(); ++i) {
        if (text == QStringView(names[i]))
            return i;
    }
    return std::nullopt;
}

/// Takes one argument; false: the step has no such.
bool takeArgument(Step &step, const QString &word)
{
    const bool isNumber = step.kind == StepKind::Number || step.kind == StepKind::Price;
    if (isNumber && (word == "."_L1 || word == ","_L1)) {
        step.decimal = word.front();
        return true;
    }
    if (step.kind == StepKind::Price) {
        if (const auto part = placeOf(names::priceParts, word)) {
            step.part = PricePart(*part);
            return true;
        }
        const bool isCode =
            word.size() == 3 && std::all_of(word.begin(), word.end(), [](QChar c) { return c >= u'A' && c <= u'Z'; });
        if (isCode)
            step.currency = word;
        return isCode;
    }
    const auto order = placeOf(names::dateOrders, word);
    if (step.kind == StepKind::Date && order)
        step.order = DateOrder(*order);
    return step.kind == StepKind::Date && order;
}

/// The texts that a step is made of, in their order.
QList<QString *> textsOf(Step &step)
{
    switch (step.kind) {
    case StepKind::Replace:
        return {&step.pattern, &step.with};
    case StepKind::Split:
        return {&step.separator};
    case StepKind::Default:
        return {&step.value};
    default:
        return {};
    }
}

QString quoted(QString text) { return u'"' + text.replace(u'"', u"\"\""_s) + u'"'; }

} // namespace

Expected<QList<Step>, StepTextError> stepsFromText(const QString &text)
{
    const Expected<QList<Words>, StepTextError> written = split(text);
    if (!written)
        return Unexpected(written.error());
    QList<Step> steps;
    for (const Words &words : written.value()) {
        if (words.isEmpty())
            continue;
        const Word &name = words.first();
        const auto kind = placeOf(names::steps, name.text);
        if (!kind) {
            QStringList known;
            for (const char16_t *one : names::steps)
                known << QString::fromUtf16(one);
            return Unexpected(StepTextError{
                tr("“%1” is no step. Write one of: %2.").arg(name.text, known.join(u", "_s)), name.offset});
        }
        Step step;
        step.kind = StepKind(*kind);
        const QList<QString *> texts = textsOf(step);
        for (qsizetype i = 1; i < words.size(); ++i) {
            const bool fits = i <= texts.size() || takeArgument(step, words[i].text);
            if (!fits)
                return Unexpected(StepTextError{tr("The step %1 takes no “%2”. Write it like this: %3")
                                                    .arg(name.text, words[i].text, stepExample(step.kind)),
                                                words[i].offset});
            if (i <= texts.size())
                *texts[i - 1] = words[i].text;
        }
        if (words.size() <= texts.size())
            return Unexpected(StepTextError{
                tr("The step %1 needs more. Write it like this: %2").arg(name.text, stepExample(step.kind)),
                name.offset});
        steps.append(step);
    }
    return steps;
}

QString stepsToText(const QList<Step> &steps)
{
    QStringList all;
    for (Step step : steps) {
        QStringList words{names::of(names::steps, step.kind)};
        for (const QString *text : textsOf(step))
            words << quoted(*text);
        if (!step.decimal.isNull())
            words << QString(step.decimal);
        if (!step.currency.isEmpty())
            words << step.currency;
        if (step.part != PricePart::All)
            words << names::of(names::priceParts, step.part);
        if (step.order != DateOrder::Unknown)
            words << names::of(names::dateOrders, step.order);
        all << words.join(u' ');
    }
    return all.join(u" | "_s);
}

QString stepExample(StepKind kind)
{
    switch (kind) {
    case StepKind::Replace:
        return u"replace \"\\s+\" \" \""_s;
    case StepKind::Number:
        return u"number ."_s;
    case StepKind::Price:
        return u"price EUR amount"_s;
    case StepKind::Date:
        return u"date day-first"_s;
    case StepKind::Split:
        return u"split \";\""_s;
    case StepKind::Default:
        return u"default \"none\""_s;
    default:
        return names::of(names::steps, kind);
    }
}

} // namespace creel
