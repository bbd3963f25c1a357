#pragma once

// html5lib's tree-construction tests, and cases of our own in the same form.

#include "parse/html/parser.h"

#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QString>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

namespace creel::test {

/// One block of a file in the form of html5lib's tree-construction tests (*.dat).
struct TreeCase {
    enum class Scripting { Either, On, Off };

    QByteArray file;        ///< its name
    int number = 0;         ///< in its file, from 1
    QByteArray data;        ///< what to parse, byte by byte
    QByteArrayList remarks; ///< the lines below #errors; own files say there what the case is about
    bool isFragment = false;
    QByteArray contextName; ///< of a fragment
    Namespace contextNamespace = Namespace::Html;
    Scripting scripting = Scripting::Either;
    QByteArray tree; ///< as treeText() writes it
};

/// The blocks of `file`. A block begins with a line "#data"; the text after its last line has no line end.
inline std::vector<TreeCase> readTreeCases(const QByteArray &file)
{
    std::vector<TreeCase> cases;
    enum class Part { None, Data, Remarks, Context, Tree } part = Part::None;
    QByteArrayList data, tree;
    const auto finish = [&] {
        if (cases.empty())
            return;
        while (!tree.isEmpty() && tree.last().isEmpty()) // between blocks, and at the end of the file
            tree.removeLast();
        cases.back().data = data.join('\n');
        cases.back().tree = tree.join('\n');
        data.clear();
        tree.clear();
    };
    for (const QByteArray &line : file.split('\n')) {
        const bool inTree = part == Part::Tree || part == Part::None;
        if (inTree && line == "#data") {
            finish();
            cases.emplace_back();
            cases.back().number = int(cases.size());
            part = Part::Data;
        } else if (inTree) {
            tree.append(line);
        } else if (line == "#errors" || line == "#new-errors") {
            part = Part::Remarks;
        } else if (part == Part::Data) {
            data.append(line);
        } else if (line == "#document-fragment") {
            part = Part::Context;
        } else if (line == "#script-on" || line == "#script-off") {
            cases.back().scripting = line == "#script-on" ? TreeCase::Scripting::On : TreeCase::Scripting::Off;
        } else if (line == "#document") {
            part = Part::Tree;
        } else if (part == Part::Context) {
            TreeCase &current = cases.back();
            current.isFragment = true;
            current.contextNamespace = line.startsWith("svg ") ? Namespace::Svg
                : line.startsWith("math ")                     ? Namespace::MathMl
                                                               : Namespace::Html;
            current.contextName = line.mid(line.lastIndexOf(' ') + 1);
        } else {
            cases.back().remarks.append(line);
        }
    }
    finish();
    return cases;
}

/// The lines of one node, each with `indent` before it.
inline QByteArray nodeText(const Document &document, Node node, const QByteArray &indent)
{
    switch (node.kind()) {
    case NodeKind::Doctype: {
        const Doctype &doctype = document.doctype();
        const bool hasIds = !doctype.publicId.isEmpty() || !doctype.systemId.isEmpty();
        return indent + "<!DOCTYPE " + doctype.name
            + (hasIds ? " \"" + doctype.publicId + "\" \"" + doctype.systemId + '"' : QByteArray()) + ">\n";
    }
    case NodeKind::Text:
        return indent + '"' + node.characters().toByteArray() + "\"\n";
    case NodeKind::Comment:
        return indent + "<!-- " + node.characters().toByteArray() + " -->\n";
    case NodeKind::TemplateContents:
        return indent + "content\n";
    case NodeKind::Element:
        break;
    case NodeKind::None:
    case NodeKind::Document:
        return indent + "a node that can't stand here\n";
    }
    std::vector<std::pair<QString, QByteArray>> attributes; // QString's order is that of UTF-16 code units
    for (qsizetype i = 0; i < node.attributeCount(); ++i) {
        static constexpr const char *prefixes[] = {"", "xlink ", "xml ", "xmlns "};
        const Attribute attribute = node.attributeAt(i);
        const QByteArray name = prefixes[int(attribute.ns())] + attribute.name().toByteArray();
        attributes.emplace_back(QString::fromUtf8(name),
                                indent + "  " + name + "=\"" + attribute.value().toByteArray() + "\"\n");
    }
    std::sort(attributes.begin(), attributes.end());
    static constexpr const char *prefixes[] = {"", "svg ", "math "};
    QByteArray text = indent + '<' + prefixes[int(node.ns())] + node.name().toByteArray() + ">\n";
    for (const auto &[name, line] : attributes)
        text += line;
    return text;
}

/// What is below `parent`, in the form of html5lib's tests, without the last line end. Constant stack.
inline QByteArray treeText(const Document &document, Node parent)
{
    QByteArray text;
    std::vector<Node> levels{parent.firstChild()}; // for each level the node that comes next
    while (!levels.empty()) {
        const Node node = levels.back();
        if (!node) {
            levels.pop_back();
            continue;
        }
        text += nodeText(document, node, "| " + QByteArray(2 * (qsizetype(levels.size()) - 1), ' '));
        levels.back() = node.nextSibling();
        const Node contents = node.templateContents();
        levels.push_back(contents ? contents : node.firstChild());
    }
    text.chop(1);
    return text;
}

/// The cases of the file `name` in `folder`; none if it can't be read.
inline std::vector<TreeCase> treeCasesOf(const QString &folder, const QString &name)
{
    QFile file(folder + u'/' + name);
    if (!file.open(QIODevice::ReadOnly))
        return {};
    std::vector<TreeCase> cases = readTreeCases(file.readAll());
    for (TreeCase &test : cases)
        test.file = name.toUtf8();
    return cases;
}

inline std::vector<TreeCase> ownTreeCases(const char *name)
{
    return treeCasesOf(QStringLiteral(CREEL_SOURCE_DIR "/tests/fixtures/htmltree"), QString::fromLatin1(name));
}

/// html5lib's suite but for what needs scripting, from CREEL_HTML5LIB or beside the sources; empty where it is not.
inline std::vector<TreeCase> suiteTreeCases()
{
    const QString named = qEnvironmentVariable("CREEL_HTML5LIB");
    const QString suite = named.isEmpty() ? QStringLiteral(CREEL_SOURCE_DIR "/../shared/suites/html5lib") : named;
    const QDir folder(suite + QStringLiteral("/tree-construction"));
    QStringList names = folder.entryList({QStringLiteral("*.dat")}, QDir::Files);
    for (const QString &name : QDir(folder.filePath(QStringLiteral("scripted"))).entryList({QStringLiteral("*.dat")}))
        names << QStringLiteral("scripted/") + name;
    std::vector<TreeCase> all;
    for (const QString &name : std::as_const(names))
        for (TreeCase &test : treeCasesOf(folder.path(), name))
            if (test.scripting != TreeCase::Scripting::On)
                all.push_back(std::move(test));
    return all;
}

inline Document parsed(const TreeCase &test)
{
    ParsedDocument result = test.isFragment
        ? html::parseFragment(test.data, {test.contextName, test.contextNamespace, QuirksMode::NoQuirks})
        : html::parse(test.data);
    return std::move(result.document);
}

/// For people: the case, and what came of it instead.
inline QByteArray difference(const TreeCase &test, const QByteArray &got)
{
    QByteArray text = test.file + ' ' + QByteArray::number(test.number) + "\n--- data"
        + (test.isFragment ? " in " + test.contextName : QByteArray()) + "\n" + test.data + "\n--- expected\n"
        + test.tree + "\n--- got\n" + got;
    return text.replace('\0', "\\0").replace('\r', "\\r");
}

} // namespace creel::test
