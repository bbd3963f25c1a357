#pragma once

#include "base/url.h"

namespace creel {

/// One run of the URL standard's basic URL parser (§4.4, without a state override) over UTF-8 bytes. Every character that
/// decides something is ASCII, so bytes serve as well as code points; a byte that is not UTF-8 is percent-encoded as it is.
///
/// Each state of the standard is a function of its name. A state reads at `m_pointer`, moves it behind what it has used
/// up, and returns the next state; the standard's "decrease pointer by 1" is therefore simply not moving it.
class UrlParser
{
public:
    /// `input` has neither leading and trailing C0 controls and spaces nor tabs and line ends any more (§4.4 steps 1–3).
    UrlParser(QByteArrayView input, const Url *base);
    Expected<Url, UrlError> run();

private:
    enum class State {
        SchemeStart,
        Scheme,
        NoScheme,
        SpecialRelativeOrAuthority,
        PathOrAuthority,
        Relative,
        RelativeSlash,
        SpecialAuthoritySlashes,
        SpecialAuthorityIgnoreSlashes,
        Authority,
        Host,
        Port,
        File,
        FileSlash,
        FileHost,
        PathStart,
        Path,
        OpaquePath,
        Query,
        Fragment,
        Done,
        Failure,
    };

    State step(State state);
    State schemeStartState();
    State schemeState();
    State noSchemeState();
    State specialRelativeOrAuthorityState();
    State pathOrAuthorityState();
    State relativeState();
    State relativeSlashState();
    State specialAuthoritySlashesState();
    State specialAuthorityIgnoreSlashesState();
    State authorityState();
    State hostState();
    State portState();
    State fileState();
    State fileSlashState();
    State fileHostState();
    State pathStartState();
    State pathState();
    State opaquePathState();
    State queryState();
    State fragmentState();

    bool atEnd() const { return m_pointer == m_end; }
    bool at(char c, qsizetype ahead = 0) const { return m_end - m_pointer > ahead && m_pointer[ahead] == c; }
    bool atSlash(qsizetype ahead = 0) const { return at('/', ahead) || (m_special && at('\\', ahead)); }
    bool endsAuthority(char c) const { return c == '/' || c == '?' || c == '#' || (m_special && c == '\\'); }
    bool atWindowsDriveLetter() const;
    QByteArrayView take(const char *until);

    void setScheme(QByteArrayView scheme);
    void setHost(QByteArray host);
    void copyHostFromBase();
    void shortenPath();
    State queryOrFragment(State otherwise);
    State fail(const QString &reason);

    const char *m_pointer;
    const char *m_end;
    const Url *m_base;
    Url m_url;
    bool m_special = false; ///< §4.2: m_url's scheme is a special scheme
    QString m_reason;
};

/// §4.2 the special schemes' default ports; 0 for any other scheme and for file, which has none.
quint16 defaultPort(QByteArrayView scheme);
bool isSpecialScheme(QByteArrayView scheme);

} // namespace creel
