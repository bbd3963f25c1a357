#include "parse/detect/recorddetector.h"

#include "parse/detect/containerselector.h"
#include "parse/detect/fieldproposals.h"
#include "parse/detect/recordgroups.h"
#include "parse/detect/recordslots.h"
#include "parse/extraction/extraction.h"

#include <QSet>

#include <algorithm>
#include <cmath>

namespace creel {
namespace {

constexpr size_t minRecords = 3;
constexpr size_t firstLook = 24;   ///< records that tell whether a group is worth more
constexpr size_t secondLook = 400; ///< records that are compared, to leave out those that are none
constexpr size_t thirdLook = 64;   ///< records that fields are found in
constexpr size_t groupsLookedAt = 80;
constexpr size_t groupsComparedAll = 14;
constexpr double leastScore = 2;

struct Candidate {
    RecordGroup group;
    RecordSlots slots;
    double score = 0;
    int depth = 0;
};

/// Menus, page numbers, days: links alone, of a few words each.
double worthOfLinks(const RecordGroup &group, const RecordSlots &slots, const PageShape &shape)
{
    double text = 0, links = 0, atoms = 0;
    for (const Node node : group) {
        text += shape.of(node).text;
        links += shape.of(node).linkText;
        atoms += shape.of(node).atoms;
    }
    const bool hasPictures = std::any_of(slots.slots.begin(), slots.slots.end(), [&slots](const Slot &slot) {
        return 2 * size_t(slot.records) > slots.records.size() && slot.occurrences.front().element.isHtml(Name::Img);
    });
    if (text == 0 || hasPictures || links < 0.8 * text)
        return 1;
    return text / atoms < 6 ? 0.15 : text / atoms < 25 ? 0.4 : 1;
}

/// How likely the group is what the page is about: many records, rich and alike, in the page's content.
double scoreOf(const RecordGroup &group, const RecordSlots &slots, const PageShape &shape)
{
    const double isMoreThanText = slots.richness < 1.05 ? 0.35
        : group.front().isHtml(Name::P)                 ? 0.5
                                                        : 1; // running text
    return std::log2(1 + double(group.size())) * slots.richness * std::pow(slots.regularity, 1.5)
        * contentShare(group, shape) * isMoreThanText * worthOfLinks(group, slots, shape);
}

/// Leaves out the members that have little of what the others have: heads of tables, advertisements.
void dropOutliers(Candidate &candidate, const PageShape &shape, Steps &steps)
{
    if (candidate.group.size() > secondLook)
        return;
    const RecordSlots all = recordSlots(candidate.group, shape, secondLook, steps);
    RecordGroup kept;
    for (size_t i = 0; i < candidate.group.size(); ++i) {
        if (all.likeness[i] >= 0.34)
            kept.push_back(candidate.group[i]);
    }
    if (kept.size() < minRecords || 3 * kept.size() < candidate.group.size())
        return;
    candidate.group = std::move(kept);
}

/// Whether most of `group` are the same records as those of the better one, a wrapper around them, or a part of them.
bool isAbout(const RecordGroup &group, const RecordGroup &better)
{
    QSet<NodeIndex> known;
    for (const Node node : better)
        known.insert(node.index());
    QSet<NodeIndex> around;
    for (Node node : better) {
        for (int hops = 0; node && hops < PageShape::maxDepth && !around.contains(node.index());
             node = node.parent(), ++hops)
            around.insert(node.index());
    }
    size_t same = 0;
    for (const Node node : group) {
        bool isSame = around.contains(node.index());
        Node up = node;
        for (int hops = 0; up && !isSame && hops < PageShape::maxDepth; up = up.parent(), ++hops)
            isSame = known.contains(up.index());
        same += isSame;
    }
    return 2 * same >= group.size();
}

/// Whether `outer` wraps each of the other's records, and nothing else.
bool wraps(const RecordGroup &outer, const RecordGroup &inner)
{
    if (outer.size() != inner.size())
        return false;
    for (size_t i = 0; i < inner.size(); ++i) {
        Node node = inner[i].parent();
        for (int hops = 0; node && node != outer[i] && hops < 20; ++hops)
            node = node.parent();
        if (!node || node != outer[i])
            return false;
    }
    return true;
}

/// The largest wrapper that has more to say than the best candidate's records: nothing of it is lost then.
void preferWrapper(std::vector<Candidate> &candidates)
{
    for (size_t i = 1; i < candidates.size(); ++i) {
        const Candidate &best = candidates.front(), &outer = candidates[i];
        if (outer.slots.richness >= best.slots.richness && outer.slots.regularity >= 0.3
            && 4 * outer.score >= best.score && wraps(outer.group, best.group))
            std::swap(candidates.front(), candidates[i]);
    }
}

struct Reading {
    std::vector<double> coverage;
    std::vector<bool> hasErrors; ///< of each field
};

Reading read(const Container &container, const Document &document)
{
    const size_t count = size_t(container.fields.size());
    Reading made{std::vector<double>(count), std::vector<bool>(count)};
    Recipe recipe;
    recipe.container = container;
    const auto compiled = CompiledRecipe::compile(recipe);
    if (!compiled)
        return made;
    ExtractionBudget budget;
    budget.steps = std::max<qint64>(budget.steps, 60 * document.nodeCount()); // each selector gets its share
    budget.bytes = qsizetype(16) << 20;
    const Extraction extraction = extract(*compiled, {document, "http://page.invalid/", {}}, budget);
    for (const ExtractedRecord &record : extraction.records) {
        for (size_t i = 0; i < count; ++i) {
            const ExtractedValue &value = record.values[i];
            made.coverage[i] += value.text.isEmpty() ? 0 : 1;
            made.hasErrors[i] =
                made.hasErrors[i] || (!value.error.isEmpty() && !value.error.startsWith(u"too complex"));
        }
    }
    for (double &coverage : made.coverage)
        coverage /= double(std::max<size_t>(1, extraction.records.size()));
    return made;
}

/// Reads the page as proposed: the fields learn their coverage, and those that come to nothing go. One whose values can't all be read
/// as its kind stays text.
void check(RecordProposal &proposal, const Document &document)
{
    QList<Field> &fields = proposal.container.fields;
    Reading reading = read(proposal.container, document);
    bool isChanged = false;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (reading.hasErrors[size_t(i)] && !fields[i].steps.isEmpty()) {
            fields[i].steps.clear();
            fields[i].type = FieldType::Text;
            isChanged = true;
        }
    }
    if (isChanged)
        reading = read(proposal.container, document);
    QList<Field> kept;
    for (qsizetype i = 0; i < fields.size(); ++i) {
        if (reading.coverage[size_t(i)] <= 0)
            continue;
        kept << fields[i];
        proposal.coverage.push_back(reading.coverage[size_t(i)]);
    }
    fields = kept;
}

} // namespace

std::vector<RecordProposal> detectRecords(const Document &document, const DetectionBudget &budget, size_t most)
{
    Steps steps(budget.steps);
    const PageShape shape(document, steps);
    std::vector<Candidate> candidates;
    for (RecordGroup &group : recordGroups(document, shape, groupsLookedAt, steps)) {
        Candidate candidate;
        candidate.group = std::move(group);
        candidate.score = scoreOf(candidate.group, recordSlots(candidate.group, shape, firstLook, steps), shape);
        candidate.depth = shape.of(candidate.group.front()).depth;
        candidates.push_back(std::move(candidate));
    }
    const auto isBetter = [](const Candidate &a, const Candidate &b) { return a.score > b.score; };
    std::sort(candidates.begin(), candidates.end(), isBetter);
    if (candidates.size() > groupsComparedAll)
        candidates.resize(groupsComparedAll);
    for (Candidate &candidate : candidates) {
        dropOutliers(candidate, shape, steps);
        candidate.slots = recordSlots(candidate.group, shape, thirdLook, steps);
        candidate.score = scoreOf(candidate.group, candidate.slots, shape);
    }
    // A wrapper with nothing else in it is worth the same, and is the record: nothing of that is outside of it.
    std::sort(candidates.begin(), candidates.end(), [](const Candidate &a, const Candidate &b) {
        const double left = std::round(30 * std::log(a.score + 1e-9)),
                     right = std::round(30 * std::log(b.score + 1e-9));
        return left != right ? left > right : a.depth < b.depth;
    });

    preferWrapper(candidates);

    std::vector<RecordProposal> proposals;
    std::vector<RecordGroup> taken;
    for (const Candidate &candidate : candidates) {
        if (proposals.size() >= most || candidate.score < leastScore || steps.areSpent())
            break;
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const RecordGroup &better) { return isAbout(candidate.group, better); }))
            continue;
        RecordProposal proposal;
        proposal.score = candidate.score;
        proposal.container.expression = containerSelector(document, candidate.group, candidate.slots, steps);
        if (proposal.container.expression.isEmpty())
            continue;
        for (const Field &field : proposeFields(document, candidate.slots, shape, steps))
            proposal.container.fields << field;
        proposal.records = qsizetype(candidate.group.size());
        check(proposal, document);
        if (proposal.container.fields.isEmpty())
            continue;
        taken.push_back(candidate.group);
        proposals.push_back(std::move(proposal));
    }
    return proposals;
}

} // namespace creel
