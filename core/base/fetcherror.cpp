#include "base/fetcherror.h"

#include <array>

namespace creel {

namespace {

using Kind = FetchError::Kind;

struct KindTexts {
    Kind kind;
    const char16_t *name;
    const char16_t *advice;
};

// In the order of the enum, so that a kind is its own index.
constexpr std::array kinds = {
    KindTexts{Kind::None, u"", u""},
    KindTexts{Kind::Invalid, u"invalid", u"Correct the line so that it is an http or https address."},
    KindTexts{Kind::Dns, u"dns", u"Check the spelling of the host name and that this computer is online."},
    KindTexts{Kind::Refused, u"refused", u"Nothing listens there: check the port, or try again when the server is up."},
    KindTexts{Kind::Unreachable, u"unreachable", u"Check the network connection, VPN or firewall, then try again."},
    KindTexts{Kind::Reset, u"reset", u"The server hung up: try again later, with fewer requests per host."},
    KindTexts{Kind::ConnectTimeout, u"connect_timeout",
              u"The server did not pick up: check the address, try again later, or allow more time to connect."},
    KindTexts{
        Kind::Tls, u"tls",
        u"The connection could not be made secure: open the page in a browser to see what its certificate lacks."},
    KindTexts{Kind::TlsTimeout, u"tls_timeout",
              u"The server did not finish the TLS handshake: try again later, with fewer requests per host."},
    KindTexts{Kind::FirstByteTimeout, u"first_byte_timeout",
              u"The server did not answer in time: try again later, slow this host down, or raise the timeout."},
    KindTexts{Kind::IdleTimeout, u"idle_timeout",
              u"The server fell silent in the middle of its answer: try again later, or raise the timeout."},
    KindTexts{Kind::TotalTimeout, u"total_timeout",
              u"The answer took too long: raise the timeout, or slow this host down."},
    KindTexts{Kind::Protocol, u"protocol",
              u"The answer is not valid HTTP: check that the port belongs to a web server."},
    KindTexts{Kind::Truncated, u"truncated", u"The page broke off before its end: try again."},
    KindTexts{Kind::TooLarge, u"too_large", u"Raise the limit for the size of a page if you need this one."},
    KindTexts{Kind::Decode, u"decode",
              u"The server compressed its answer in a broken or unknown way: try again, or tell the site's owner."},
    KindTexts{
        Kind::RedirectLoop, u"redirect_loop",
        u"The redirects lead back to where they began: open the page in a browser; it may want cookies or a login."},
    KindTexts{Kind::TooManyRedirects, u"too_many_redirects",
              u"Raise the redirect limit, or use the address at which the redirects end."},
    KindTexts{Kind::BadRedirect, u"bad_redirect",
              u"The server points to an address that is not http or https: find the page's new address by hand."},
    KindTexts{Kind::Http, u"http",
              u"The server refused the page: look at its status, and open the address in a browser to compare."},
    KindTexts{Kind::TooComplex, u"too_complex",
              u"The page's code is nested too deeply or too large to be read: its body is kept, its fields are empty."},
    KindTexts{Kind::Cancelled, u"cancelled", u"Resume the run to fetch this page."},
    KindTexts{Kind::PrivateAddress, u"private_address",
              u"If you want pages from your own network, put that address itself into the list, or switch the network "
              u"guard off."},
    KindTexts{Kind::Robots, u"robots", u"Ask the site's owner, or switch robots.txt off for this run if you may."},
    KindTexts{Kind::OutOfScope, u"out_of_scope", u"Widen the scope, or change the patterns, if you want this page."},
    KindTexts{Kind::TooDeep, u"too_deep", u"Raise the depth if you want this page."},
    KindTexts{Kind::PageLimit, u"page_limit", u"Raise the most pages if you want this one."},
    KindTexts{Kind::Nofollow, u"nofollow", u"Switch nofollow off if you want this page."},
    KindTexts{Kind::Trap, u"trap", u"Switch the guard against endless sites off if you want this page."},
    KindTexts{Kind::HostParked, u"host_parked", u"Retry this host later, with fewer requests at a time."},
    KindTexts{Kind::Skipped, u"skipped", u"Retry the row if you want it after all."},
};

constexpr bool eachKindIsItsOwnIndex()
{
    for (size_t i = 0; i < kinds.size(); ++i) {
        if (size_t(kinds[i].kind) != i)
            return false;
    }
    return kinds.size() == size_t(Kind::Skipped) + 1;
}
static_assert(eachKindIsItsOwnIndex());

} // namespace

QString errorKindName(Kind kind) { return QString::fromUtf16(kinds[size_t(kind)].name); }

Kind errorKindFromName(QStringView name)
{
    for (const KindTexts &texts : kinds) {
        if (name == QStringView(texts.name))
            return texts.kind;
    }
    return Kind::None;
}

QString errorAdvice(Kind kind) { return QString::fromUtf16(kinds[size_t(kind)].advice); }

bool isTransient(Kind kind)
{
    switch (kind) {
    case Kind::Dns: // the resolver does not tell "no such name" from a name server that is out of breath
    case Kind::Refused:
    case Kind::Unreachable:
    case Kind::Reset:
    case Kind::Truncated:
    case Kind::ConnectTimeout:
    case Kind::TlsTimeout:
    case Kind::FirstByteTimeout:
    case Kind::IdleTimeout:
    case Kind::TotalTimeout:
        return true;
    case Kind::None:
    case Kind::Invalid:
    case Kind::Tls:
    case Kind::Protocol:
    case Kind::TooLarge:
    case Kind::Decode:
    case Kind::RedirectLoop:
    case Kind::TooManyRedirects:
    case Kind::BadRedirect:
    case Kind::Http:
    case Kind::TooComplex:
    case Kind::Cancelled:
    case Kind::PrivateAddress:
    case Kind::Robots:
    case Kind::OutOfScope:
    case Kind::TooDeep:
    case Kind::PageLimit:
    case Kind::Nofollow:
    case Kind::Trap:
    case Kind::HostParked:
    case Kind::Skipped:
        return false;
    }
    return false;
}

} // namespace creel
