#include "parse/extraction/pagejson.h"

#include "parse/ascii.h"
#include "parse/mimetype.h"

namespace creel {

using namespace Qt::StringLiterals;

namespace {

class PageJsonReader
{
public:
    PageJson run(const Document &document)
    {
        const QByteArrayView page = document.source(), text = trimAsciiSpace(page);
        const bool isHtml = bool(document.documentElement());
        if (text.startsWith('{') || text.startsWith('[') || (!isHtml && !text.isEmpty())) {
            add(page, {0, quint32(page.size())});
            if (!isHtml || m_made.errors.empty())
                return std::move(m_made);
            m_made.errors.clear();
        }
        for (Node node = document.root(); node; node = node.nextInDocument()) {
            if (!node.isHtml(Name::Script) || !isJsonType(node.attribute(Name::Type)))
                continue;
            const Node script = node.firstChild();
            if (!trimAsciiSpace(script.characters()).isEmpty())
                add(script.characters(), script.characterSource());
        }
        return std::move(m_made);
    }

private:
    static bool isJsonType(QByteArrayView type) { return !type.isEmpty() && parseMimeType(type).isJson(); }

    void add(QByteArrayView text, SourceRange source)
    {
        auto json = JsonDocument::parse(QByteArray::fromRawData(text.data(), text.size()), m_valuesLeft);
        if (json) {
            m_valuesLeft -= json->valueCount();
            m_made.texts.push_back({std::move(*json), source});
            return;
        }
        const JsonError &error = json.error();
        m_made.errors.push_back(
            {u"line %1, column %2: %3"_s.arg(error.line).arg(error.column).arg(error.message), source});
    }

    PageJson m_made;
    qsizetype m_valuesLeft = JsonDocument::defaultMaxValues;
};

} // namespace

PageJson readPageJson(const Document &document) { return PageJsonReader().run(document); }

} // namespace creel
