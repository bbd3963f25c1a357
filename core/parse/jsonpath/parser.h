#pragma once

#include "parse/expressionerror.h"
#include "parse/jsonpath/query.h"

#include <QStringView>

namespace creel::jsonpath {

/// Reads a JSONPath by the grammar of RFC 9535 (appendix A), and checks its types (§2.4.3). Recursive, as far as
/// JsonPath::maxDepth.
class Parser
{
public:
    explicit Parser(QStringView text) : m_text(text) { }

    Expected<Query, ExpressionError> parse();

private:
    /// What stands where a value, an argument or a test may, and what has to be known to check that it may.
    struct ParsedOperand {
        Operand operand;
        qsizetype begin = 0;
        qsizetype manyAt = -1; ///< of a query: where it ceases to be a singular one (§2.3.5.1)
    };

    // Each returns whether it went well; a failure is final. The first of them is the error.
    bool fail(qsizetype offset, QString message);
    bool failHere(QString message) { return fail(m_at, std::move(message)); }

    char16_t here() const { return peek(0); }
    char16_t peek(qsizetype ahead) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead].unicode() : u'\0';
    }
    bool takeIf(char16_t c);
    void skipBlanks();
    char32_t characterHere(qsizetype &size) const;

    // parser.cpp: segments and selectors
    bool parseQuery(Query &query, qsizetype &manyAt);
    bool parseSegments(Query &query, qsizetype &manyAt);
    bool parseSegment(Segment &segment, bool &isLoose);
    bool parseBracketed(Segment &segment, bool &isLoose);
    bool parseSelector(Segment &segment);
    bool parseShorthand(QByteArray &name);
    bool parsePlaces(Segment &segment);
    bool parseInteger(qint64 &value);
    bool parseOptionalInteger(std::optional<qint64> &value);

    // literals.cpp
    bool parseString(QByteArray &out);
    bool parseEscape(char16_t quote, QByteArray &out);
    bool parseUnicodeEscape(qsizetype begin, QByteArray &out);
    bool parseHexDigits(char32_t &value);
    bool parseNumber(QByteArray &spelling);

    // filterparser.cpp
    bool parseLogical(LogicalExpr &expr);
    bool parseAnd(LogicalExpr &expr);
    bool parseBasic(LogicalExpr &expr);
    bool parseParenthesized(LogicalExpr &expr);
    bool parseTest(LogicalExpr &expr, bool isNegated);
    bool parseComparison(ParsedOperand left, LogicalExpr &expr);
    bool parseOperand(ParsedOperand &parsed);
    bool parseWord(ParsedOperand &parsed);
    bool parseCall(const QString &name, FunctionCall &call);
    bool checkArguments(const std::vector<ParsedOperand> &arguments, FunctionCall &call);
    bool checkValue(const ParsedOperand &parsed);
    bool enter();

    const QStringView m_text;
    qsizetype m_at = 0;
    int m_depth = 0;
    std::optional<ExpressionError> m_error;
};

} // namespace creel::jsonpath
