#pragma once

#include "parse/css/compiledselector.h"
#include "parse/document.h"
#include "parse/steps.h"

#include <QHash>

namespace creel::css {

/// The pseudo-classes that HTML §4.16.3 gives to controls, from :enabled to :out-of-range, as they are when a page was loaded
/// without scripts and nobody has touched it yet. A control that stands outside of its form's tags for the parser's sake
/// (§13.2.6.1) belongs to none here.
class FormStates
{
public:
    FormStates(const Document &document, Steps &steps) : m_document(document), m_steps(steps) { }

    bool matches(PseudoClass state, Node element);

private:
    using RadioGroup = std::pair<NodeIndex, QByteArrayView>; ///< form owner and name

    bool isDisabled(Node control);
    bool isChecked(Node element);
    bool isDefault(Node element);
    bool isIndeterminate(Node element);
    bool isReadWrite(Node element);
    bool isShowingPlaceholder(Node control);
    std::optional<bool> isInRange(Node input);

    Node nearest(Name name, Node element);
    Node chosenOption(Node select);
    NodeIndex formOwner(Node control);
    void indexForms();

    const Document &m_document;
    Steps &m_steps;
    bool m_isIndexed = false;
    QHash<QByteArrayView, Node> m_ids;            ///< the first element of each
    QHash<NodeIndex, NodeIndex> m_defaultButtons; ///< by form
    QHash<RadioGroup, NodeIndex> m_checkedRadios; ///< the last of each group
    Node m_lastSelect, m_lastChosen;              ///< options ask one after the other
};

} // namespace creel::css
