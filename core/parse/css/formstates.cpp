#include "parse/css/formstates.h"

#include "parse/ascii.h"
#include "parse/css/inputtype.h"
#include "parse/css/valuerange.h"

namespace creel::css {
namespace {

bool isTextField(InputType type)
{
    return type == InputType::Text || type == InputType::Search || type == InputType::Tel || type == InputType::Url
        || type == InputType::Email || type == InputType::Password;
}

/// HTML §4.10.5: what `readonly` applies to.
bool canBeReadonly(InputType type)
{
    return isTextField(type) || (type >= InputType::Date && type <= InputType::Number);
}

bool canBeRequired(InputType type)
{
    return canBeReadonly(type) || type == InputType::Checkbox || type == InputType::Radio || type == InputType::File;
}

bool isRadio(Node element) { return element.isHtml(Name::Input) && inputType(element) == InputType::Radio; }

bool isCheckable(Node element)
{
    return isRadio(element) || (element.isHtml(Name::Input) && inputType(element) == InputType::Checkbox);
}

bool isSubmitButton(Node element)
{
    if (element.isHtml(Name::Input))
        return inputType(element) == InputType::Submit || inputType(element) == InputType::Image;
    const QByteArrayView type = element.attribute(Name::Type);
    return element.isHtml(Name::Button) && !equalsIgnoringAsciiCase(type, "button")
        && !equalsIgnoringAsciiCase(type, "reset");
}

bool isControl(Node element)
{
    return element.isHtml(Name::Input) || element.isHtml(Name::Select) || element.isHtml(Name::Textarea)
        || element.isHtml(Name::Button);
}

bool hasDisabledState(Node element)
{
    return isControl(element) || element.isHtml(Name::Fieldset) || element.isHtml(Name::Optgroup)
        || element.isHtml(Name::Option);
}

bool isRequired(Node element)
{
    return element.hasAttribute(Name::Required)
        && (element.isHtml(Name::Select) || element.isHtml(Name::Textarea)
            || (element.isHtml(Name::Input) && canBeRequired(inputType(element))));
}

bool isOptional(Node element) { return isControl(element) && !element.isHtml(Name::Button) && !isRequired(element); }

} // namespace

bool FormStates::matches(PseudoClass state, Node element)
{
    switch (state) {
    case PseudoClass::Enabled:
        return hasDisabledState(element) && !isDisabled(element);
    case PseudoClass::Disabled:
        return hasDisabledState(element) && isDisabled(element);
    case PseudoClass::Checked:
        return isChecked(element);
    case PseudoClass::Default:
        return isDefault(element);
    case PseudoClass::Indeterminate:
        return isIndeterminate(element);
    case PseudoClass::Required:
        return isRequired(element);
    case PseudoClass::Optional:
        return isOptional(element);
    case PseudoClass::ReadOnly:
        return element.ns() == Namespace::Html && !isReadWrite(element);
    case PseudoClass::ReadWrite:
        return isReadWrite(element);
    case PseudoClass::PlaceholderShown:
        return isShowingPlaceholder(element);
    case PseudoClass::InRange:
        return isInRange(element).value_or(false);
    case PseudoClass::OutOfRange:
        return !isInRange(element).value_or(true);
    default:
        return false;
    }
}

/// HTML, enabling and disabling form controls; options and fieldsets have rules of their own with their elements.
bool FormStates::isDisabled(Node control)
{
    if (control.hasAttribute(Name::Disabled))
        return true;
    if (control.isHtml(Name::Optgroup))
        return false;
    if (control.isHtml(Name::Option))
        return control.parent().isHtml(Name::Optgroup) && control.parent().hasAttribute(Name::Disabled);
    Node child = control;
    for (Node parent = child.parent(); parent.isElement() && m_steps.spend(); parent = parent.parent()) {
        if (parent.isHtml(Name::Fieldset) && parent.hasAttribute(Name::Disabled)) {
            Node legend = child; // the first one of a fieldset stays enabled
            if (!legend.isHtml(Name::Legend))
                return true;
            for (Node before = child.previousSibling(); before && m_steps.spend(); before = before.previousSibling())
                if (before.isHtml(Name::Legend))
                    return true;
        }
        child = parent;
    }
    return false;
}

bool FormStates::isChecked(Node element)
{
    if (element.isHtml(Name::Option)) {
        const Node select = nearest(Name::Select, element);
        if (!select || select.hasAttribute(Name::Multiple))
            return element.hasAttribute(Name::Selected);
        return chosenOption(select) == element;
    }
    if (!isCheckable(element) || !element.hasAttribute(Name::Checked))
        return false;
    const QByteArrayView group = element.attribute(Name::Name);
    if (!isRadio(element) || group.isEmpty())
        return true;
    indexForms();
    return m_checkedRadios.value({formOwner(element), group}) == element.index();
}

bool FormStates::isDefault(Node element)
{
    if (element.isHtml(Name::Option))
        return element.hasAttribute(Name::Selected);
    if (isCheckable(element))
        return element.hasAttribute(Name::Checked);
    if (!isSubmitButton(element))
        return false;
    indexForms();
    const NodeIndex form = formOwner(element);
    return form && m_defaultButtons.value(form) == element.index();
}

bool FormStates::isIndeterminate(Node element)
{
    if (element.isHtml(Name::Progress))
        return !element.hasAttribute(Name::Value);
    if (!isRadio(element))
        return false;
    const QByteArrayView group = element.attribute(Name::Name);
    if (group.isEmpty())
        return !element.hasAttribute(Name::Checked);
    indexForms();
    return !m_checkedRadios.contains({formOwner(element), group});
}

bool FormStates::isReadWrite(Node element)
{
    if (element.isHtml(Name::Input) || element.isHtml(Name::Textarea)) {
        const bool applies = element.isHtml(Name::Textarea) || canBeReadonly(inputType(element));
        return applies && !element.hasAttribute(Name::Readonly) && !isDisabled(element);
    }
    if (element.ns() != Namespace::Html)
        return false;
    for (Node node = element; node.isElement() && m_steps.spend(); node = node.parent()) { // HTML, contenteditable
        const QByteArrayView editable =
            node.ns() == Namespace::Html ? node.attribute(Name::Contenteditable) : QByteArrayView();
        if (equalsIgnoringAsciiCase(editable, "false"))
            return false;
        if (!editable.isNull()
            && (editable.isEmpty() || equalsIgnoringAsciiCase(editable, "true")
                || equalsIgnoringAsciiCase(editable, "plaintext-only")))
            return true;
    }
    return false;
}

bool FormStates::isShowingPlaceholder(Node control)
{
    if (control.attribute(Name::Placeholder).isEmpty())
        return false;
    if (control.isHtml(Name::Textarea))
        return control.textContent().isEmpty();
    const bool applies =
        control.isHtml(Name::Input) && (isTextField(inputType(control)) || inputType(control) == InputType::Number);
    return applies && control.attribute(Name::Value).isEmpty();
}

/// Nothing for what has no range, or is barred from constraint validation (HTML, constraint validation).
std::optional<bool> FormStates::isInRange(Node input)
{
    if (!input.isHtml(Name::Input))
        return std::nullopt;
    const InputType type = inputType(input);
    const ValueRange range = valueRange(type, input.attribute(Name::Min), input.attribute(Name::Max));
    if (!range.isLimited() || (canBeReadonly(type) && input.hasAttribute(Name::Readonly)) || isDisabled(input)
        || nearest(Name::Datalist, input))
        return std::nullopt;
    return range.contains(type, input.attribute(Name::Value));
}

Node FormStates::nearest(Name name, Node element)
{
    Node node = element.parent();
    while (node.isElement() && !node.isHtml(name) && m_steps.spend())
        node = node.parent();
    return node.isHtml(name) ? node : Node();
}

/// HTML §4.10.7, the selectedness setting algorithm, for a select without `multiple`.
Node FormStates::chosenOption(Node select)
{
    if (select == m_lastSelect)
        return m_lastChosen;
    m_lastSelect = select;
    Node selected, firstEnabled;
    for (Node node = select.firstChild(); node && m_steps.spend(); node = node.nextInDocument(select)) {
        if (!node.isHtml(Name::Option))
            continue;
        if (node.hasAttribute(Name::Selected))
            selected = node;
        if (!firstEnabled && !isDisabled(node))
            firstEnabled = node;
    }
    const bool isDropDown = trimAsciiSpace(select.attribute(Name::Size)).toInt() <= 1; // display size 1
    m_lastChosen = selected || !isDropDown ? selected : firstEnabled;
    return m_lastChosen;
}

/// HTML, association of controls and forms; 0 for none. The ids are known.
NodeIndex FormStates::formOwner(Node control)
{
    const QByteArrayView id = control.attribute(Name::Form);
    const Node form = id.isNull() ? nearest(Name::Form, control) : m_ids.value(id);
    return form.isHtml(Name::Form) ? form.index() : 0;
}

void FormStates::indexForms()
{
    if (std::exchange(m_isIndexed, true))
        return;
    for (Node node = m_document.root(); node && m_steps.spend(); node = node.nextInDocument()) {
        const QByteArrayView id = node.attribute(Name::Id);
        if (!id.isEmpty() && !m_ids.contains(id))
            m_ids.insert(id, node);
    }
    for (Node node = m_document.root(); node && m_steps.spend(); node = node.nextInDocument()) {
        const QByteArrayView group = node.attribute(Name::Name);
        if (isRadio(node) && node.hasAttribute(Name::Checked) && !group.isEmpty()) // each unchecks those before it
            m_checkedRadios.insert({formOwner(node), group}, node.index());
        if (!isSubmitButton(node))
            continue;
        const NodeIndex form = formOwner(node);
        if (form && !m_defaultButtons.contains(form))
            m_defaultButtons.insert(form, node.index());
    }
}

} // namespace creel::css
