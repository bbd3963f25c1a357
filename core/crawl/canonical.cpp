#include "crawl/canonical.h"

#include "base/ipaddress.h"
#include "base/percentencoding.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

namespace creel {

namespace {

using namespace std::string_view_literals;

// In lower case and in order. Names that sites also use for something of their own (ref, source, sid, pk_id) are not here.
constexpr std::array trackingParameters = {
    // clang-format off
    "__hsfp"sv, "__hssc"sv, "__hstc"sv, "_bta_c"sv, "_bta_tid"sv, "_ga"sv, "_gl"sv, "_hsenc"sv, "_hsmi"sv, "_ke"sv,
    "_kx"sv, "_openstat"sv, "dclid"sv, "dm_i"sv, "ef_id"sv, "epik"sv, "fb_action_ids"sv, "fb_action_types"sv,
    "fb_source"sv, "fbclid"sv, "gad_campaignid"sv, "gad_source"sv, "gbraid"sv, "gclid"sv, "gclsrc"sv,
    "hsctatracking"sv, "igsh"sv, "igshid"sv, "irclickid"sv, "li_fat_id"sv, "mc_cid"sv, "mc_eid"sv, "mkt_tok"sv,
    "ml_subscriber"sv, "ml_subscriber_hash"sv, "msclkid"sv, "oly_anon_id"sv, "oly_enc_id"sv, "pk_campaign"sv,
    "pk_kwd"sv, "rb_clickid"sv, "s_kwcid"sv, "sc_cid"sv, "srsltid"sv, "ttclid"sv, "twclid"sv, "vero_conv"sv,
    "vero_id"sv, "wbraid"sv, "wickedid"sv, "yclid"sv, "ysclid"sv,
    // clang-format on
};
static_assert(std::is_sorted(trackingParameters.begin(), trackingParameters.end()));

constexpr std::array trackingPrefixes = {"utm_"sv, "mtm_"sv, "matomo_"sv, "piwik_"sv};
constexpr size_t longestTrackingParameter = 32;

// RFC 3986 §2.3
constexpr bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || "-._~"sv.find(c) != "-._~"sv.npos;
}

bool isEncodedAt(QByteArrayView text, qsizetype i)
{
    return i + 2 < text.size() && text[i] == '%' && hexDigitValue(text[i + 1]) >= 0 && hexDigitValue(text[i + 2]) >= 0;
}

constexpr char upperCase(char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; }
constexpr char lowerCase(char c) { return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c; }

// RFC 3986 §6.2.2.1, §6.2.2.2. %%34%31 must not become %41, which would mean something else: what stands within two
// characters behind a lone % stays encoded.
QByteArray normalised(const QByteArray &text)
{
    if (!text.contains('%'))
        return text;
    QByteArray out;
    out.reserve(text.size());
    qsizetype lonePercent = -3; // where in `out`
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isEncodedAt(text, i)) {
            if (text[i] == '%')
                lonePercent = out.size();
            out += text[i];
            continue;
        }
        const char octet = char(hexDigitValue(text[i + 1]) << 4 | hexDigitValue(text[i + 2]));
        if (isUnreserved(octet) && out.size() - lonePercent > 2)
            out += octet;
        else
            out.append('%').append(upperCase(text[i + 1])).append(upperCase(text[i + 2]));
        i += 2;
    }
    return out;
}

// Without the parameters that track; null when nothing is left of them.
QByteArray withoutTracking(const QByteArray &query)
{
    QByteArray out;
    bool isFirst = true;
    for (qsizetype begin = 0; begin <= query.size();) {
        const qsizetype ampersand = query.indexOf('&', begin);
        const qsizetype end = ampersand < 0 ? query.size() : ampersand;
        const QByteArrayView parameter = QByteArrayView(query).sliced(begin, end - begin);
        const qsizetype equals = parameter.indexOf('=');
        if (!isTrackingParameter(equals < 0 ? parameter : parameter.first(equals))) {
            if (!std::exchange(isFirst, false))
                out += '&';
            out += parameter;
        }
        begin = end + 1;
    }
    return out.size() == query.size() ? query : out.isEmpty() ? QByteArray() : out;
}

QByteArray withoutTrailingDots(const QByteArray &host)
{
    qsizetype size = host.size();
    while (size > 0 && host[size - 1] == '.')
        --size;
    const QByteArrayView name = QByteArrayView(host).first(size);
    // "..": no name would be left. "1.2.3.4..": a name that would become an address (URL standard §3.5).
    return size == host.size() || name.isEmpty() || endsInANumber(name) ? host : name.toByteArray();
}

} // namespace

bool isTrackingParameter(QByteArrayView name)
{
    if (name.size() > qsizetype(longestTrackingParameter))
        return false;
    std::array<char, longestTrackingParameter> buffer;
    const auto *end = std::transform(name.begin(), name.end(), buffer.begin(), lowerCase);
    const std::string_view lower(buffer.data(), size_t(end - buffer.begin()));
    return std::binary_search(trackingParameters.begin(), trackingParameters.end(), lower)
        || std::any_of(trackingPrefixes.begin(), trackingPrefixes.end(),
                       [lower](std::string_view prefix) { return lower.starts_with(prefix); });
}

Url canonicalUrl(Url url, bool dropTracking)
{
    if (!url.isHttp())
        return url;
    const QByteArray host = withoutTrailingDots(url.host());
    const QByteArray path = normalised(url.path());
    std::optional<QByteArray> query = url.query();
    if (query)
        query = normalised(*query);
    if (query && dropTracking && !query->isEmpty()) {
        QByteArray kept = withoutTracking(*query);
        query = kept.isNull() ? std::nullopt : std::optional(std::move(kept));
    }
    if (host == url.host() && path == url.path() && query == url.query() && !url.fragment() && !url.hasCredentials())
        return url; // as most are

    // Only its parser makes a URL.
    QByteArray text;
    text.reserve(url.scheme().size() + host.size() + path.size() + (query ? query->size() : 0) + 16);
    text.append(url.scheme()).append("://").append(host);
    if (const std::optional<quint16> port = url.explicitPort())
        text.append(':').append(QByteArray::number(*port));
    text += path;
    if (query)
        text.append('?').append(*query);
    const Expected<Url, UrlError> parsed = Url::parse(QByteArrayView(text));
    Q_ASSERT(parsed);
    return parsed ? *parsed : url;
}

} // namespace creel
