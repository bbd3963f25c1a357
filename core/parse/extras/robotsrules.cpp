#include "parse/extras/robotsrules.h"

#include "parse/ascii.h"
#include "parse/extraction/date.h"

#include <algorithm>
#include <array>
#include <map>

namespace creel {

using namespace Qt::StringLiterals;

namespace {

/// The crawlers whose names pages use in <meta>: any other name may be anything.
constexpr std::array<QByteArrayView, 18> crawlers = {
    "googlebot", "googlebot-news", "googlebot-image", "googlebot-video", "adsbot-google", "google-extended",
    "bingbot",   "msnbot",         "slurp",           "duckduckbot",     "baiduspider",   "yandex",
    "yandexbot", "applebot",       "petalbot",        "seznambot",       "naverbot",      "yeti"};

constexpr qsizetype mostRules = 100; ///< different ones of an agent; and most agents: no page comes near

constexpr std::array<QByteArrayView, 4> withValue = {"unavailable_after", "max-snippet", "max-image-preview",
                                                     "max-video-preview"};

bool isOneOf(QByteArrayView name, const auto &names)
{
    return std::any_of(names.begin(), names.end(),
                       [name](QByteArrayView n) { return equalsIgnoringAsciiCase(n, name); });
}

/// "max-snippet" and "-1"; a rule without a value has a null one.
struct Rule {
    QString name, value;
};

/// The rules of one place, or of several together.
class Rules
{
public:
    void add(const Rule &rule)
    {
        if (rule.name == "none"_L1) {
            add({u"noindex"_s, {}});
            add({u"nofollow"_s, {}});
            return;
        }
        const auto same =
            std::find_if(m_rules.begin(), m_rules.end(), [&](const Rule &r) { return r.name == rule.name; });
        if (same == m_rules.end() && m_rules.size() < mostRules)
            m_rules << rule;
        else if (same != m_rules.end() && forbidsMore(rule, *same))
            same->value = rule.value;
    }

    void add(const Rules &others)
    {
        for (const Rule &rule : others.m_rules)
            add(rule);
    }

    QString toString() const
    {
        QStringList words;
        for (const Rule &rule : m_rules)
            if (!isOverruled(rule))
                words << (rule.value.isNull()
                              ? rule.name
                              : rule.name + (rule.name == "unavailable_after"_L1 ? u": "_s : u":"_s) + rule.value);
        return words.join(u", "_s);
    }

private:
    static bool forbidsMore(const Rule &rule, const Rule &known)
    {
        if (rule.name == "max-snippet"_L1 || rule.name == "max-video-preview"_L1) {
            bool isNumber = false, wasNumber = false; // -1 is no limit
            const int now = rule.value.toInt(&isNumber), before = known.value.toInt(&wasNumber);
            return isNumber && (!wasNumber || before < 0 || (now >= 0 && now < before));
        }
        if (rule.name == "max-image-preview"_L1) {
            const QStringList sizes{u"none"_s, u"standard"_s, u"large"_s};
            const qsizetype now = sizes.indexOf(rule.value), before = sizes.indexOf(known.value);
            return now >= 0 && (before < 0 || now < before);
        }
        if (rule.name == "unavailable_after"_L1) {
            const Expected<QString, QString> now = parseDate(rule.value), before = parseDate(known.value);
            return now && (!before || *now < *before);
        }
        return false;
    }

    bool has(QLatin1StringView name) const
    {
        return std::any_of(m_rules.begin(), m_rules.end(), [name](const Rule &rule) { return rule.name == name; });
    }

    bool isOverruled(const Rule &rule) const
    {
        const bool restricts = has("noindex"_L1) || has("nofollow"_L1);
        return (rule.name == "index"_L1 && has("noindex"_L1)) || (rule.name == "follow"_L1 && has("nofollow"_L1))
            || (rule.name == "all"_L1 && restricts) || (rule.name == "archive"_L1 && has("noarchive"_L1))
            || (rule.name == "max-snippet"_L1 && has("nosnippet"_L1));
    }

    QList<Rule> m_rules;
};

/// The rules for all crawlers under an empty name, and those for one.
using RulesOfAgents = std::map<QString, Rules>;

/// The content of a <meta>, or a field's value: rules between commas; "agent:" makes those behind it that agent's.
void read(QByteArrayView value, const QString &agentOfAll, bool mayNameAgents, RulesOfAgents &rules)
{
    QString agent = agentOfAll;
    while (!value.isEmpty() && rules.size() < size_t(mostRules)) {
        const qsizetype comma = value.indexOf(',');
        QByteArrayView part = trimAsciiSpace(comma < 0 ? value : value.first(comma));
        value = comma < 0 ? QByteArrayView() : value.sliced(comma + 1);

        qsizetype colon = part.indexOf(':');
        QByteArrayView name = trimAsciiSpace(colon < 0 ? part : part.first(colon));
        const bool isName = std::none_of(name.begin(), name.end(), isAsciiSpace); // a time of day makes none
        if (mayNameAgents && colon > 0 && isName && !isOneOf(name, withValue)) {
            agent = QString::fromUtf8(name).toLower();
            part = trimAsciiSpace(part.sliced(colon + 1));
            colon = part.indexOf(':');
            name = trimAsciiSpace(colon < 0 ? part : part.first(colon));
        }
        if (name.isEmpty())
            continue;
        if (colon >= 0 && equalsIgnoringAsciiCase(name, "unavailable_after")) {
            // "Friday, 25-Jun-10 15:00": the comma is the date's.
            QString date = QString::fromUtf8(trimAsciiSpace(part.sliced(colon + 1)));
            if (!date.isEmpty() && std::all_of(date.begin(), date.end(), [](QChar c) { return c.isLetter(); })) {
                const qsizetype end = value.indexOf(',');
                date += u", "_s + QString::fromUtf8(trimAsciiSpace(end < 0 ? value : value.first(end)));
                value = end < 0 ? QByteArrayView() : value.sliced(end + 1);
            }
            rules[agent].add({u"unavailable_after"_s, date});
        } else if (colon >= 0) {
            rules[agent].add({QString::fromUtf8(name).toLower(),
                              QString::fromUtf8(trimAsciiSpace(part.sliced(colon + 1))).toLower()});
        } else {
            // Some write spaces for commas.
            for (const QString &word : QString::fromUtf8(part).toLower().simplified().split(u' '))
                rules[agent].add({word, {}});
        }
    }
}

} // namespace

QStringList robotsRules(const ExtractionPage &page, Steps &steps)
{
    RulesOfAgents rules;
    for (Node node = page.document.root(); node && steps.spend(); node = node.nextInDocument()) {
        if (!node.isHtml(Name::Meta))
            continue;
        const QByteArrayView name = trimAsciiSpace(node.attribute(Name::Name)), content = node.attribute(Name::Content);
        if (!steps.spendForText(name.size() + 16 * content.size()))
            break;
        if (equalsIgnoringAsciiCase(name, "robots"))
            read(content, {}, false, rules);
        else if (isOneOf(name, crawlers))
            read(content, QString::fromUtf8(name).toLower(), false, rules);
    }
    for (const auto &[name, value] : page.headers)
        if (equalsIgnoringAsciiCase(name, "X-Robots-Tag"))
            read(value, {}, true, rules);

    QStringList found;
    const Rules forAll = rules[QString()];
    for (auto &[agent, own] : rules) {
        own.add(forAll);
        if (const QString text = own.toString(); !text.isEmpty())
            found << (agent.isEmpty() ? text : agent + u": "_s + text);
    }
    return found;
}

} // namespace creel
