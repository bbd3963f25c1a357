#include "parse/jsonpath/value.h"

#include "parse/json/number.h"

#include <algorithm>
#include <bit>
#include <vector>

namespace creel::jsonpath {
namespace {

struct Pair {
    JsonNode a, b;
    bool withSiblings = false; ///< what follows them in their arrays has to be equal, too
};

/// The children of two values that have to be equal, for the values to be.
class Correspondence
{
public:
    explicit Correspondence(Steps &steps) : m_steps(steps) { }

    bool areEqual(JsonNode a, JsonNode b);

private:
    struct Member {
        QByteArray name;
        JsonNode value;
    };

    bool compareScalars(JsonNode a, JsonNode b);
    bool pushElements(JsonNode a, JsonNode b);
    bool pushMembers(JsonNode a, JsonNode b);
    std::vector<Member> membersOf(JsonNode object);

    Steps &m_steps;
    std::vector<Pair> m_open;
};

bool Correspondence::areEqual(JsonNode a, JsonNode b)
{
    m_open.push_back({a, b, false});
    while (!m_open.empty()) {
        const Pair pair = m_open.back();
        m_open.pop_back();
        if (!m_steps.spend(2) || (pair.withSiblings && !pushElements(pair.a.nextSibling(), pair.b.nextSibling())))
            return false;
        if (pair.a == pair.b)
            continue;
        const JsonKind kind = pair.a.kind();
        if (kind != pair.b.kind())
            return false;
        const bool mayBe = kind == JsonKind::Array ? pushElements(pair.a.firstChild(), pair.b.firstChild())
            : kind == JsonKind::Object             ? pushMembers(pair.a, pair.b)
                                                   : compareScalars(pair.a, pair.b);
        if (!mayBe)
            return false;
    }
    return true;
}

bool Correspondence::compareScalars(JsonNode a, JsonNode b)
{
    return m_steps.spend(10) && jsonpath::areEqual(valueOf(a, m_steps), valueOf(b, m_steps), m_steps);
}

/// What stands from `a` on in its array, and from `b` on. Both may have come to the end.
bool Correspondence::pushElements(JsonNode a, JsonNode b)
{
    if (a && b)
        m_open.push_back({a, b, true});
    return bool(a) == bool(b);
}

/// Sorted by name; of those with the same name the last.
std::vector<Correspondence::Member> Correspondence::membersOf(JsonNode object)
{
    std::vector<Member> members;
    for (JsonNode child = object.firstChild(); child; child = child.nextSibling()) {
        const SourceRange name = child.nameSource();
        if (!m_steps.spend(20) || !m_steps.spendForText(name.size()))
            return {};
        members.push_back({child.name(), child});
    }
    const auto byName = [](const Member &x, const Member &y) {
        const int order = x.name.compare(y.name);
        return order != 0 ? order < 0 : x.value.index() < y.value.index();
    };
    m_steps.spend(qint64(members.size()) * std::bit_width(members.size()) * 2);
    std::sort(members.begin(), members.end(), byName);
    const auto sameName = [](const Member &x, const Member &y) { return x.name == y.name; };
    const auto firstKept = std::unique(members.rbegin(), members.rend(), sameName).base();
    members.erase(members.begin(), firstKept);
    return members;
}

bool Correspondence::pushMembers(JsonNode a, JsonNode b)
{
    const std::vector<Member> left = membersOf(a), right = membersOf(b);
    if (m_steps.areSpent() || left.size() != right.size())
        return false;
    for (size_t i = 0; i < left.size(); ++i) {
        if (left[i].name != right[i].name)
            return false;
        m_open.push_back({left[i].value, right[i].value, false});
    }
    return true;
}

} // namespace

bool areEqual(const Value &a, const Value &b, Steps &steps)
{
    if (a.kind != b.kind)
        return false;
    switch (a.kind) {
    case JsonKind::None: // Nothing equals Nothing
    case JsonKind::Null:
    case JsonKind::False:
    case JsonKind::True:
        return true;
    case JsonKind::Number:
        return steps.spendForText(a.text.size() + b.text.size()) && json::compareNumbers(a.text, b.text) == 0;
    case JsonKind::String:
        return a.text.size() == b.text.size() && steps.spendForText(a.text.size()) && a.text == b.text;
    case JsonKind::Array:
    case JsonKind::Object:
        break;
    }
    return Correspondence(steps).areEqual(a.node, b.node);
}

bool isLess(const Value &a, const Value &b, Steps &steps)
{
    if (a.kind != b.kind || !steps.spendForText(a.text.size() + b.text.size()))
        return false;
    if (a.kind == JsonKind::Number)
        return json::compareNumbers(a.text, b.text) < 0;
    return a.kind == JsonKind::String && a.text < b.text; // UTF-8 sorts as its code points do
}

Value valueOf(JsonNode node, Steps &steps)
{
    Value value{node.kind(), {}, {}};
    if (value.kind == JsonKind::String) {
        steps.spend(4);
        steps.spendForText(node.written().size());
        value.text = node.string();
    } else if (value.kind == JsonKind::Number) {
        value.text = QByteArray::fromRawData(node.written().data(), node.written().size());
    } else if (node.isStructured()) {
        value.node = node;
    }
    return value;
}

} // namespace creel::jsonpath
