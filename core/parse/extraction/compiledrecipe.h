#pragma once

#include "base/expected.h"
#include "base/pageextra.h"
#include "base/recipe.h"
#include "parse/jsonpath.h"
#include "parse/regex.h"
#include "parse/selector.h"
#include "parse/structured/structuredpath.h"
#include "parse/xpath/xpath.h"

#include <memory>
#include <optional>
#include <variant>
#include <vector>

namespace creel {

/// A step with what it needs made ready.
struct CompiledStep {
    Step step;
    std::optional<Regex> pattern; ///< Replace
};

/// The element that the field is relative to; without a container the root element.
struct ScopeItself {
};

/// One of Parts::selectors.
struct SelectorRule {
    size_t group = 0, member = 0;
};

struct RegexRule {
    Regex regex;
    int group = 0;
};

/// Where a path's values on a page are kept, too.
struct StructuredRule {
    StructuredPath path;
    size_t number = 0;
};

/// The value of Header, UrlPart and Constant rules is the expression itself.
using Rule = std::variant<ScopeItself, SelectorRule, XPath, JsonPath, StructuredRule, RegexRule, PageExtra, QString>;

struct CompiledField {
    Field field; ///< its type is what it is without being said, too
    Rule rule;
    std::vector<CompiledStep> steps;
};

struct CompiledContainer {
    Rule rule;
    std::vector<CompiledField> fields;
    std::vector<CompiledContainer> nested; ///< none or one
};

/// A recipe that can be carried out: an immutable value, cheap to copy, for any thread.
class CompiledRecipe
{
public:
    /// All that is wrong with it, at once.
    static Expected<CompiledRecipe, QList<RecipeError>> compile(const Recipe &recipe);

    QStringList names() const { return m_parts->names; }
    FieldType type(qsizetype column) const { return m_parts->types[column]; }

    struct Parts {
        QStringList names;
        QList<FieldType> types;
        std::vector<CompiledField> fields;
        std::optional<CompiledContainer> container;
        /// Those with the same scope are a group: the page's, the container's, the nested one's.
        std::vector<std::vector<SelectorGroup::Member>> selectors;
        size_t structuredCount = 0;
        bool needsHtml = false; ///< a rule looks at elements
        bool readsJson = false; ///< a rule looks at JSON
        bool wantsInlinks = false;
    };
    bool wantsInlinks() const { return m_parts->wantsInlinks; } ///< PageRecords::links are wanted
    const Parts &parts() const { return *m_parts; }

private:
    explicit CompiledRecipe(std::shared_ptr<const Parts> parts) : m_parts(std::move(parts)) { }

    std::shared_ptr<const Parts> m_parts;
};

/// The part of a URL that a UrlPart rule names; nullopt where the URL has none. `part` is one that isUrlPart() knows.
std::optional<QString> urlPart(const QByteArray &url, const QString &part);
bool isUrlPart(const QString &part);

} // namespace creel
