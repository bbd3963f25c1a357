#pragma once

#include "parse/css/compiledselector.h"
#include "parse/css/tokenstream.h"

namespace creel::css {

/// Parses a selector list by the grammar of Selectors 4, with what Selector adds to it and forbids (parse/selector.h). One
/// method per production; each returns false once an error is noted.
class SelectorParser
{
public:
    SelectorParser(QStringView text, std::vector<Token> tokens) : m_text(text), m_tokens(std::move(tokens)) { }

    Expected<CompiledSelector, SelectorError> parse();

private:
    bool parseComplexList(ComplexList &list, bool relative = false);
    bool parseComplex(Complex &complex, bool relative);
    bool parseCombinator(Combinator &combinator, bool &goesOn);
    bool parseCompound(Compound &compound);
    bool parseType(Compound &compound, bool &found);
    bool parseNamespace(Compound &compound, const Token *prefix);
    bool parseAttribute(Compound &compound);
    bool parseAttributeName(AttributeTest &test);
    bool parseAttributeValue(AttributeTest &test);
    bool parsePseudo(Compound &compound);
    bool parsePlainPseudo(Compound &compound, const Token &name, qsizetype colon);
    bool parseFunction(Compound &compound, const Token &name, qsizetype colon);
    bool parseArgument(Compound &compound, const QByteArray &name, qsizetype colon);
    bool parseHas(Compound &compound, qsizetype colon);
    bool parseNth(Compound &compound, bool fromEnd, bool sameType);
    bool parseTexts(QByteArrayList &texts);
    bool parseDirection(Compound &compound);

    NameRef intern(const QByteArray &name);
    TableRef newTable() { return m_out.tableCount++; }
    NthTest nth(NthPattern pattern, bool fromEnd, bool sameType);
    QString shown(const Token &token) const; ///< as it is written, in quotes
    bool goDeeper(qsizetype offset);

    QStringView m_text;
    TokenStream m_tokens;
    CompiledSelector m_out;
    std::optional<std::pair<TableRef, TableRef>> m_nthTables[2][2]; ///< of those without "of", by fromEnd and sameType
    int m_depth = 0;
    bool m_inHas = false;
};

/// The whole way from text.
Expected<CompiledSelector, SelectorError> parseSelector(QStringView text);

} // namespace creel::css
