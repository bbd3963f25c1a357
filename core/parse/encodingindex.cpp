#include "parse/encodingindex.h"

#include <QByteArray>
#include <QHash>
#include <QStringDecoder>

#include <vector>

// Where ICU's codecs and the standard's indexes differ, as found by comparing every sequence of every encoding. ICU fills
// user-defined areas with private use code points, which the standard leaves empty everywhere but in gb18030.
namespace creel {
namespace {

using Index = std::vector<char32_t>;

struct Correction {
    char16_t bytes;
    char16_t codePoint;
};

// clang-format off
constexpr Correction big5Corrections[] = {
    {0x87A4, 0x9F97}, {0x87AC, 0x9F96}, {0x8840, 0x31C0}, {0x8841, 0x31C1}, {0x8842, 0x31C2}, {0x8843, 0x31C3},
    {0x8844, 0x31C4}, {0x8846, 0x31C5}, {0x8849, 0x31C6}, {0x884A, 0x31C7}, {0x884D, 0x31C8}, {0x884F, 0x31C9},
    {0x8850, 0x31CA}, {0x8851, 0x31CB}, {0x8852, 0x31CC}, {0x8854, 0x31CD}, {0x8855, 0x31CE}, {0x88A9, 0x23DA},
    {0x88AA, 0x23DB}, {0x8C43, 0x9FA6}, {0x8C6D, 0x9FA7}, {0x8C74, 0x9FA8}, {0x8CB7, 0x9FA9}, {0x8CB9, 0x9FAA},
    {0x8CBB, 0x9FAB}, {0x8CC0, 0x9FAC}, {0x8CD7, 0x9FAD}, {0x8CD8, 0x9FAE}, {0x8CDA, 0x9FAF}, {0x8CED, 0x9FB2},
    {0x8D48, 0x9FB3}, {0x8E69, 0x7BB8}, {0x8E6F, 0x7C06}, {0x8E7E, 0x7CCE}, {0x8EAB, 0x7DD2}, {0x8EB4, 0x7E1D},
    {0x8ECD, 0x8005}, {0x8ED0, 0x8028}, {0x8F57, 0x83C1}, {0x8F69, 0x84A8}, {0x8F6E, 0x840F}, {0x8FCB, 0x89A6},
    {0x8FCC, 0x89A9}, {0x8FFE, 0x8D77}, {0x906D, 0x90FD}, {0x907A, 0x92B9}, {0x90DC, 0x975C}, {0x90F1, 0x97FF},
    {0x91BF, 0x9F16}, {0x9244, 0x8503}, {0x92AF, 0x5159}, {0x92B0, 0x515B}, {0x92B1, 0x515D}, {0x92B2, 0x515E},
    {0x92C8, 0x936E}, {0x92D1, 0x7479}, {0x9447, 0x6D67}, {0x94CA, 0x799B}, {0x95D9, 0x9097}, {0x9644, 0x975D},
    {0x96ED, 0x701E}, {0x96FC, 0x5B28}, {0x9B76, 0x7201}, {0x9B78, 0x77D7}, {0x9B7B, 0x7E87}, {0x9BC6, 0x99D6},
    {0x9BDE, 0x91D4}, {0x9BEC, 0x60DE}, {0x9BF6, 0x6FB6}, {0x9C42, 0x8F36}, {0x9C53, 0x4FBB}, {0x9C62, 0x71DF},
    {0x9C68, 0x9104}, {0x9C6B, 0x9DF0}, {0x9C77, 0x83CF}, {0x9CBC, 0x5C10}, {0x9CBD, 0x79E3}, {0x9CD0, 0x5A67},
    {0x9D57, 0x8F0B}, {0x9D5A, 0x7B51}, {0x9DC4, 0x62D0}, {0x9EA9, 0x6062}, {0x9EEF, 0x75F9}, {0x9EFD, 0x6C4A},
    {0x9F60, 0x9B2E}, {0x9F66, 0x9F17}, {0x9FCB, 0x50ED}, {0x9FD8, 0x5F0C}, {0xA063, 0x880F}, {0xA077, 0x62CE},
    {0xA0D5, 0x7468}, {0xA0DF, 0x7162}, {0xA0E4, 0x7250}, {0xA3C0, 0x2400}, {0xA3C1, 0x2401}, {0xA3C2, 0x2402},
    {0xA3C3, 0x2403}, {0xA3C4, 0x2404}, {0xA3C5, 0x2405}, {0xA3C6, 0x2406}, {0xA3C7, 0x2407}, {0xA3C8, 0x2408},
    {0xA3C9, 0x2409}, {0xA3CA, 0x240A}, {0xA3CB, 0x240B}, {0xA3CC, 0x240C}, {0xA3CD, 0x240D}, {0xA3CE, 0x240E},
    {0xA3CF, 0x240F}, {0xA3D0, 0x2410}, {0xA3D1, 0x2411}, {0xA3D2, 0x2412}, {0xA3D3, 0x2413}, {0xA3D4, 0x2414},
    {0xA3D5, 0x2415}, {0xA3D6, 0x2416}, {0xA3D7, 0x2417}, {0xA3D8, 0x2418}, {0xA3D9, 0x2419}, {0xA3DA, 0x241A},
    {0xA3DB, 0x241B}, {0xA3DC, 0x241C}, {0xA3DD, 0x241D}, {0xA3DE, 0x241E}, {0xA3DF, 0x241F}, {0xA3E0, 0x2421},
    {0xC6CF, 0x5EF4}, {0xC6D3, 0x65E0}, {0xC6D5, 0x7676}, {0xC6D7, 0x96B6}, {0xC6DE, 0x3003}, {0xC6DF, 0x4EDD},
    {0xC879, 0x31CF}, {0xC8A1, 0x9FB0}, {0xC8A3, 0x9FB1}, {0xFA5F, 0x5029}, {0xFA66, 0x507D}, {0xFABD, 0x5305},
    {0xFAC5, 0x5344}, {0xFAD5, 0x537F}, {0xFB48, 0x5605}, {0xFBB8, 0x5A77}, {0xFBF3, 0x5E75}, {0xFBF9, 0x5ED0},
    {0xFC4F, 0x5F58}, {0xFC6C, 0x60A4}, {0xFCB9, 0x6490}, {0xFCE2, 0x6674}, {0xFCF1, 0x675E}, {0xFDB7, 0x6C9C},
    {0xFDB8, 0x6E1D}, {0xFDBB, 0x6E2F}, {0xFDF1, 0x716E}, {0xFE52, 0x732A}, {0xFE6F, 0x745C}, {0xFEAA, 0x74E9},
    {0xFEDD, 0x7809},
};
constexpr Correction gb18030Corrections[] = {
    {0xA3A0, 0x3000}, {0xA6D9, 0xFE10}, {0xA6DA, 0xFE12}, {0xA6DB, 0xFE11}, {0xA6DC, 0xFE13}, {0xA6DD, 0xFE14},
    {0xA6DE, 0xFE15}, {0xA6DF, 0xFE16}, {0xA6EC, 0xFE17}, {0xA6ED, 0xFE18}, {0xA6F3, 0xFE19}, {0xFE59, 0x9FB4},
    {0xFE61, 0x9FB5}, {0xFE66, 0x9FB6}, {0xFE67, 0x9FB7}, {0xFE6D, 0x9FB8}, {0xFE7E, 0x9FB9}, {0xFE90, 0x9FBA},
    {0xFEA0, 0x9FBB},
};
constexpr Correction koi8uCorrections[] = {{0xAE, 0x045E}, {0xBE, 0x040E}};
constexpr Correction macintoshCorrections[] = {{0xF0, 0xF8FF}}; // Apple's logo: private use, and in the standard
constexpr Correction windows1253Corrections[] = {{0xAA, 0}};
constexpr Correction windows1255Corrections[] = {{0xCA, 0x05BA}};
// ICU has no ISO-8859-16; this makes it out of ISO-8859-15.
constexpr Correction iso885916Corrections[] = {
    {0xA1, 0x0104}, {0xA2, 0x0105}, {0xA3, 0x0141}, {0xA5, 0x201E}, {0xAA, 0x0218}, {0xAC, 0x0179}, {0xAE, 0x017A},
    {0xAF, 0x017B}, {0xB2, 0x010C}, {0xB3, 0x0142}, {0xB5, 0x201D}, {0xB9, 0x010D}, {0xBA, 0x0219}, {0xBF, 0x017C},
    {0xC3, 0x0102}, {0xC5, 0x0106}, {0xD0, 0x0110}, {0xD1, 0x0143}, {0xD5, 0x0150}, {0xD7, 0x015A}, {0xD8, 0x0170},
    {0xDD, 0x0118}, {0xDE, 0x021A}, {0xE3, 0x0103}, {0xE5, 0x0107}, {0xF0, 0x0111}, {0xF1, 0x0144}, {0xF5, 0x0151},
    {0xF7, 0x015B}, {0xF8, 0x0171}, {0xFD, 0x0119}, {0xFE, 0x021B},
};
// clang-format on

std::span<const Correction> singleByteCorrections(QByteArrayView name)
{
    if (name == "KOI8-U")
        return koi8uCorrections;
    if (name == "macintosh")
        return macintoshCorrections;
    if (name == "windows-1253")
        return windows1253Corrections;
    if (name == "windows-1255")
        return windows1255Corrections;
    if (name == "ISO-8859-16")
        return iso885916Corrections;
    return {};
}

enum class PrivateUse : bool { Drop, Keep };

/// What `codec` makes of each sequence: one code point, else 0.
Index decodeAll(const char *codec, const std::vector<QByteArray> &sequences, PrivateUse privateUse = PrivateUse::Drop)
{
    Index index;
    index.reserve(sequences.size());
    QStringDecoder decoder(codec, QStringDecoder::Flag::Stateless);
    for (const QByteArray &sequence : sequences) {
        const QString text = decoder.isValid() ? decoder(sequence) : QString();
        const QList<uint> codePoints = text.toUcs4();
        char32_t c = codePoints.size() == 1 ? codePoints.front() : 0;
        const bool isPrivate = c >= 0xE000 && c <= 0xF8FF;
        if (c == 0xFFFD || c == 0x1A || (isPrivate && privateUse == PrivateUse::Drop))
            c = 0; // ICU's two ways to say "no such sequence"
        index.push_back(c);
    }
    return index;
}

/// All two-byte sequences in the order of their pointers: leads from `firstLead` to 0xFE, trails in two ranges.
std::vector<QByteArray> pairs(int firstLead, std::pair<int, int> trails, std::pair<int, int> moreTrails = {1, 0},
                              const QByteArray &prefix = {})
{
    std::vector<QByteArray> all;
    for (int lead = firstLead; lead <= 0xFE; ++lead)
        for (const auto &[first, last] : {trails, moreTrails})
            for (int trail = first; trail <= last; ++trail)
                all.push_back(prefix + char(lead) + char(trail));
    return all;
}

Index corrected(Index index, const std::vector<QByteArray> &sequences, std::span<const Correction> corrections)
{
    QHash<QByteArray, qsizetype> pointers;
    for (std::size_t i = 0; i < sequences.size(); ++i)
        pointers.insert(sequences[i], qsizetype(i));
    for (const Correction &correction : corrections) {
        const char bytes[] = {char(correction.bytes >> 8), char(correction.bytes & 0xFF)};
        index[std::size_t(pointers.value(QByteArray(bytes, sizeof bytes)))] = correction.codePoint;
    }
    return index;
}

Index makeBig5()
{
    const auto sequences = pairs(0x81, {0x40, 0x7E}, {0xA1, 0xFE});
    return corrected(decodeAll("Big5-HKSCS", sequences), sequences, big5Corrections);
}

Index makeGb18030()
{
    const auto sequences = pairs(0x81, {0x40, 0x7E}, {0x80, 0xFE});
    return corrected(decodeAll("gb18030", sequences, PrivateUse::Keep), sequences, gb18030Corrections);
}

Index makeJis0208()
{
    // Shift_JIS reaches the whole index; its leads skip the half-width katakana at 0xA0 to 0xDF.
    auto sequences = pairs(0x81, {0x40, 0x7E}, {0x80, 0xFC});
    std::erase_if(sequences, [](const QByteArray &s) {
        const auto lead = uchar(s[0]);
        return (lead >= 0xA0 && lead <= 0xDF) || lead > 0xFC;
    });
    return decodeAll("windows-31j", sequences);
}

Index makeJis0212()
{
    Index index = decodeAll("EUC-JP", pairs(0xA1, {0xA1, 0xFE}, {1, 0}, "\x8F"));
    std::fill(index.begin() + (0xF3 - 0xA1) * 94, index.end(), 0); // IBM's additions, which the standard leaves out
    return index;
}

Index makeGb18030FourByte()
{
    std::vector<QByteArray> sequences;
    for (int pointer = 0; pointer < 39420; ++pointer) {
        const char bytes[] = {char(0x81 + pointer / 12600), char(0x30 + pointer / 1260 % 10),
                              char(0x81 + pointer / 10 % 126), char(0x30 + pointer % 10)};
        sequences.emplace_back(bytes, qsizetype(sizeof bytes));
    }
    return decodeAll("gb18030", sequences, PrivateUse::Keep);
}

} // namespace

std::array<char32_t, 128> singleByteIndex(const Encoding &encoding)
{
    std::vector<QByteArray> sequences;
    for (int byte = 0x80; byte <= 0xFF; ++byte)
        sequences.emplace_back(1, char(byte));
    const Index decoded = decodeAll(encoding.codec, sequences);
    std::array<char32_t, 128> index;
    std::copy_n(decoded.begin(), index.size(), index.begin());
    for (const Correction &correction : singleByteCorrections(encoding.name))
        index[correction.bytes - 0x80u] = correction.codePoint;
    return index;
}

EncodingIndex big5Index()
{
    static const Index index = makeBig5();
    return index;
}

EncodingIndex jis0208Index()
{
    static const Index index = makeJis0208();
    return index;
}

EncodingIndex jis0212Index()
{
    static const Index index = makeJis0212();
    return index;
}

EncodingIndex eucKrIndex()
{
    static const Index index = decodeAll("windows-949", pairs(0x81, {0x41, 0xFE}));
    return index;
}

EncodingIndex gb18030Index()
{
    static const Index index = makeGb18030();
    return index;
}

EncodingIndex gb18030FourByteIndex()
{
    static const Index index = makeGb18030FourByte();
    return index;
}

} // namespace creel
