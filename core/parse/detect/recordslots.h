#pragma once

#include "parse/detect/recordgroups.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace creel {

/// An element that stands in a record, where records of the same kind have one, too: their titles are one slot, their pictures
/// another.
struct Slot {
    struct Occurrence {
        int record; ///< its number among the records looked at
        Node element;
    };
    std::vector<Occurrence> occurrences; ///< in document order; those of one record stand side by side
    int parent = 0;                      ///< the slot around it
    QByteArrayView token;                ///< the class, or itemprop, that it is known by; empty: its place
    QString label;                       ///< what stands before it: the text of its <dt>, <th>, or of "Price:"
    int number =
        0; ///< of several of the kind in each record this one, from 1; 0: it is the only one, or their number differs
    int records = 0; ///< that have it

    double repetition() const { return double(occurrences.size()) / double(records); }
};

/// What the records of a group have in common: classes with modifiers are the same class, wrappers without a name don't count, and
/// parts may miss.
struct RecordSlots {
    std::vector<Node> records;    ///< those looked at: all, or as many as wanted, spread evenly
    std::vector<Slot> slots;      ///< in the order of their first appearance; the first is the record itself
    std::vector<double> likeness; ///< of each record: how many of the slots that most records have it has, in [0, 1]
    double richness = 0;          ///< values that differ from record to record, weighed by what they are
    double regularity = 0;        ///< the share of what is in the records that each has once, in [0, 1]
};

/// Looks at `most` records of the group, and 600 nodes in each.
RecordSlots recordSlots(const RecordGroup &group, const PageShape &shape, size_t most, Steps &steps);

} // namespace creel
