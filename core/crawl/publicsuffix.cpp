#include "crawl/publicsuffix.h"

#include "base/ipaddress.h"

#include <libpsl.h>

namespace creel {

namespace {

const psl_ctx_t *publicSuffixList()
{
    static const psl_ctx_t *list = [] {
        const psl_ctx_t *builtIn = psl_builtin();
        return builtIn ? builtIn : psl_latest(nullptr);
    }();
    return list;
}

} // namespace

bool hasPublicSuffixList() { return publicSuffixList(); }

QByteArray registrableDomain(const QByteArray &host)
{
    QByteArray name = host;
    while (name.endsWith('.'))
        name.chop(1);
    // libpsl knows no addresses: for it 192.0.2.1 is a host of "2.1".
    if (name.startsWith('[') || endsInANumber(name))
        return name;
    const char *domain = psl_registrable_domain(publicSuffixList(), name.constData());
    return domain ? QByteArray(domain) : name;
}

} // namespace creel
