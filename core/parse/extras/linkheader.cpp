#include "parse/extras/linkheader.h"

#include "parse/ascii.h"

namespace creel {

namespace {

class LinkParser
{
public:
    explicit LinkParser(QByteArrayView value) : m_rest(value) { }

    QList<HeaderLink> run()
    {
        QList<HeaderLink> links;
        for (;;) {
            skip(", \t");
            if (m_rest.isEmpty() || m_rest.front() != '<')
                return links;
            const qsizetype close = m_rest.indexOf('>');
            if (close < 0)
                return links;
            HeaderLink link{m_rest.sliced(1, close - 1).toByteArray(), {}};
            m_rest = m_rest.sliced(close + 1);
            readParameters(link);
            links.append(std::move(link));
            skip(" \t");
            if (!m_rest.startsWith(','))
                return links;
        }
    }

private:
    void skip(QByteArrayView characters)
    {
        while (!m_rest.isEmpty() && characters.contains(m_rest.front()))
            m_rest = m_rest.sliced(1);
    }

    QByteArrayView takeUntil(QByteArrayView characters)
    {
        qsizetype end = 0;
        while (end < m_rest.size() && !characters.contains(m_rest[end]))
            ++end;
        const QByteArrayView taken = m_rest.first(end);
        m_rest = m_rest.sliced(end);
        return taken;
    }

    void readParameters(HeaderLink &link)
    {
        for (;;) {
            skip(" \t");
            if (!m_rest.startsWith(';'))
                return;
            skip("; \t");
            const QByteArray name = takeUntil(" \t=;,").toByteArray().toLower();
            skip(" \t");
            QByteArray value("");
            if (m_rest.startsWith('=')) {
                m_rest = m_rest.sliced(1);
                skip(" \t");
                value = m_rest.startsWith('"') ? takeQuoted() : takeUntil(";,").toByteArray();
                value = trimAsciiSpace(value).toByteArray();
            }
            if (!name.isEmpty())
                link.parameters.append({name, value});
        }
    }

    /// RFC 9110 §5.6.4; one that is never closed ends with the value.
    QByteArray takeQuoted()
    {
        QByteArray text("");
        qsizetype at = 1;
        for (; at < m_rest.size() && m_rest[at] != '"'; ++at) {
            if (m_rest[at] == '\\' && at + 1 < m_rest.size())
                ++at;
            text += m_rest[at];
        }
        m_rest = m_rest.sliced(qMin(at + 1, m_rest.size()));
        return text;
    }

    QByteArrayView m_rest;
};

} // namespace

QByteArray HeaderLink::parameter(QByteArrayView name) const
{
    for (const auto &[own, value] : parameters)
        if (own == name)
            return value;
    return {};
}

QList<HeaderLink> parseLinkHeader(QByteArrayView value) { return LinkParser(value).run(); }

} // namespace creel
