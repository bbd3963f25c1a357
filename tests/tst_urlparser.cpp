#include "base/url.h"
#include "crawl/canonical.h"

#include <QTest>

using namespace creel;

namespace {

// `section` is that of the URL standard (url.spec.whatwg.org). A null href: the parser must return failure.
struct Case {
    const char *section;
    const char *input;
    const char *href;
};

const Case absoluteUrls[] = {
    // clang-format off
    {"§4.4 step 1, leading and trailing C0 controls and spaces", "  \x01 https://a/ \x1f ", "https://a/"},
    {"§4.4 step 1, no-break space is no space", "https://a/\u00a0", "https://a/%C2%A0"},
    {"§4.4 step 3, tabs and newlines", "ht\ttps://ex\nam\rple/ pa\tth", "https://example/%20path"},

    {"§4.4 scheme start state, upper case", "HTTPS://a/", "https://a/"},
    {"§4.4 scheme start state, a digit", "1http://a/", nullptr},
    {"§4.4 scheme state, plus, minus and dot", "a+b-c.d:x", "a+b-c.d:x"},
    {"§4.4 scheme state, underscore", "a_b:x", nullptr},
    {"§4.4 scheme state, no colon", "https", nullptr},
    {"§4.4 no scheme state, empty", "", nullptr},
    {"§4.4 no scheme state, relative without a base", "//a/b", nullptr},
    {"§4.4 no scheme state, fragment without a base", "#x", nullptr},

    {"§4.4 special authority slashes state, none", "https:a", "https://a/"},
    {"§4.4 special authority slashes state, one", "https:/a", "https://a/"},
    {"§4.4 special authority ignore slashes state, many", "https://///a/b", "https://a/b"},
    {"§4.4 special authority ignore slashes state, backslashes", "https:\\\\a\\b", "https://a/b"},
    {"§4.4 special authority slashes state, mixed", "https:/\\a", "https://a/"},
    {"§4.4 path or authority state, not special", "foo://a/b", "foo://a/b"},
    {"§4.4 path or authority state, one slash", "foo:/a/b", "foo:/a/b"},

    {"§4.4 authority state, user and password", "https://user:pass@a/", "https://user:pass@a/"},
    {"§4.4 authority state, user only", "https://user@a/", "https://user@a/"},
    {"§4.4 authority state, empty password", "https://user:@a/", "https://user@a/"},
    {"§4.4 authority state, empty user", "https://:pass@a/", "https://:pass@a/"},
    {"§4.4 authority state, both empty", "https://:@a/", "https://a/"},
    {"§4.4 authority state, two @", "https://u@v:p@q@a/", "https://u%40v:p%40q@a/"},
    {"§4.4 authority state, colons in the password", "https://u:p:q@a/", "https://u:p%3Aq@a/"},
    {"§4.4 authority state, userinfo set", "https://u[]^|;=:p{}`\"<> @a/", "https://u%5B%5D%5E%7C%3B%3D:p%7B%7D%60%22%3C%3E%20@a/"},
    {"§4.4 authority state, beyond ASCII", "https://ü:π@a/", "https://%C3%BC:%CF%80@a/"},
    {"§4.4 authority state, what is encoded stays", "https://%75:%zz@a/", "https://%75:%zz@a/"},
    {"§4.4 authority state, no host", "https://user@", nullptr},
    {"§4.4 authority state, no host before a path", "https://user:pass@/x", nullptr},
    {"§4.4 authority state, backslash ends it", "https://a\\@b", "https://a/@b"},
    {"§4.4 authority state, backslash in a URL that is not special", "foo://a\\@b", "foo://a%5C@b"},
    {"§4.4 authority state, question mark ends it", "https://a?@b", "https://a/?@b"},

    {"§4.4 host state, missing", "https://", nullptr},
    {"§4.4 host state, missing before a path", "https:///", nullptr},
    {"§4.4 host state, missing before a query", "https://?x", nullptr},
    {"§4.4 host state, missing before a port", "https://:80", nullptr},
    {"§4.4 host state, empty and not special", "foo://", "foo://"},
    {"§4.4 host state, empty and not special, path", "foo:///x", "foo:///x"},
    {"§4.4 host state, missing before a port, not special", "foo://:80", nullptr},
    {"§4.4 port state, default of https", "https://a:443/", "https://a/"},
    {"§4.4 port state, default of http", "http://a:80/", "http://a/"},
    {"§4.4 port state, default of ftp", "ftp://a:21/", "ftp://a/"},
    {"§4.4 port state, default of ws", "ws://a:80/", "ws://a/"},
    {"§4.4 port state, default of wss", "wss://a:443/", "wss://a/"},
    {"§4.4 port state, another scheme's default", "http://a:443/", "http://a:443/"},
    {"§4.4 port state, empty", "https://a:/", "https://a/"},
    {"§4.4 port state, leading zeros", "https://a:00008080/", "https://a:8080/"},
    {"§4.4 port state, zero", "https://a:0/", "https://a:0/"},
    {"§4.4 port state, zero, not special", "foo://a:0/", "foo://a:0/"},
    {"§4.4 port state, the greatest", "https://a:65535/", "https://a:65535/"},
    {"§4.4 port state, too great", "https://a:65536/", nullptr},
    {"§4.4 port state, far too great", "https://a:99999999999999999999/", nullptr},
    {"§4.4 port state, letters", "https://a:80x/", nullptr},
    {"§4.4 port state, negative", "https://a:-1/", nullptr},
    {"§4.4 port state, two", "https://a:1:2/", nullptr},
    {"§4.4 port state, straight into a query", "https://a:1?q", "https://a:1/?q"},
    {"§4.4 port state, straight into a fragment", "https://a:1#f", "https://a:1/#f"},
    {"§4.4 port state, backslash", "https://a:1\\x", "https://a:1/x"},

    {"§3.5 host parser, percent-decoded", "https://%65x%41mple/", "https://example/"},
    {"§3.5 host parser, encoded UTF-8", "https://m%C3%BCnchen.de/", "https://xn--mnchen-3ya.de/"},
    {"§3.5 host parser, encoded bytes that are not UTF-8", "https://%ff%fe/", nullptr},
    {"§3.5 host parser, encoded slash", "https://a%2fb/", nullptr},
    {"§3.5 host parser, encoded percent", "https://a%2541/", nullptr},
    {"§3.5 host parser, lone percent", "https://a%zz/", nullptr},
    {"§3.1 forbidden domain code points, space", "https://a b/", nullptr},
    {"§3.1 forbidden domain code points, NUL encoded", "https://a%00b/", nullptr},
    {"§3.1 forbidden domain code points, DEL", "https://a\x7f" "b/", nullptr},
    {"§3.1 forbidden domain code points, less than", "https://a<b/", nullptr},
    {"§3.1 forbidden domain code points, pipe", "https://a|b/", nullptr},
    {"§3.1 forbidden domain code points, caret", "https://a^b/", nullptr},
    {"§3.1 forbidden domain code points, bracket", "https://a]b/", nullptr},
    {"§3.5 host parser, what looks odd but is allowed", "https://!\"$&'()*+,-.;=_`{}~/", "https://!\"$&'()*+,-.;=_`{}~/"},
    {"§3.5 opaque-host parser, upper case stays", "foo://ExAmple/", "foo://ExAmple/"},
    {"§3.5 opaque-host parser, beyond ASCII", "foo://ü/", "foo://%C3%BC/"},
    {"§3.5 opaque-host parser, percent stays", "foo://%41%zz/", "foo://%41%zz/"},
    {"§3.5 opaque-host parser, space", "foo://a b/", nullptr},
    {"§3.5 opaque-host parser, control", "foo://a\x01/", "foo://a%01/"},
    {"§3.5 opaque-host parser, no IPv4", "foo://1.2.3/", "foo://1.2.3/"},

    {"§3.3 domain to ASCII, upper case", "https://EXAMPLE.Com/", "https://example.com/"},
    {"§3.3 domain to ASCII, umlaut", "https://München.DE/", "https://xn--mnchen-3ya.de/"},
    {"§3.3 domain to ASCII, decomposed umlaut", "https://mu\u0308nchen.de/", "https://xn--mnchen-3ya.de/"},
    {"§3.3 domain to ASCII, sharp s is not ss", "https://straße.de/", "https://xn--strae-oqa.de/"},
    {"§3.3 domain to ASCII, final sigma", "https://βόλος.gr/", "https://xn--nxasmm1c.gr/"},
    {"§3.3 domain to ASCII, Japanese with ideographic stops", "https://日本語。日本。jp/", "https://xn--wgv71a119e.xn--wgv71a.jp/"},
    {"§3.3 domain to ASCII, full width", "https://Ｇｏ.com/", "https://go.com/"},
    {"§3.3 domain to ASCII, soft hyphen", "https://ex\u00adample/", "https://example/"},
    {"§3.3 domain to ASCII, nothing but a soft hyphen", "https://\u00ad/", nullptr},
    {"§3.3 domain to ASCII, emoji", "https://☃.net/", "https://xn--n3h.net/"},
    {"§3.3 domain to ASCII, Arabic", "https://موقع.وزارة-الاتصالات.مصر/", "https://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/"},
    {"§3.3 domain to ASCII, underscore", "https://ex_ample.com/", "https://ex_ample.com/"},
    {"§3.3 domain to ASCII, ASCII is only lowercased", "https://XN--A.com/", "https://xn--a.com/"},
    {"§3.3 domain to ASCII, hyphens in third and fourth place", "https://ab--c.com/", "https://ab--c.com/"},
    {"§3.3 domain to ASCII, trailing dot", "https://example.com./", "https://example.com./"},
    {"§3.3 domain to ASCII, full-width percent", "https://a％41/", nullptr},
    {"§3.3 domain to ASCII, unassigned", "https://a\ufffd/", nullptr},

    {"§3.3 domain to ASCII, hyphens at the ends", "https://-x.ß-/", "https://-x.xn----pfa/"},
    {"§3.3 domain to ASCII, empty label", "https://x..ß/", "https://x..xn--zca/"},
    {"§3.3 domain to ASCII, underscore beside another script", "https://_x.ß/", "https://_x.xn--zca/"},
    {"§3.3 domain to ASCII, capital sharp s", "https://STRAẞE.de/", "https://xn--strae-oqa.de/"},
    {"§3.3 domain to ASCII, zero-width non-joiner where Persian has it", "https://نامه\u200cای.com/", "https://xn--mgba3gch31f060k.com/"},
    {"§3.3 domain to ASCII, zero-width joiner where Sinhala has it", "https://ශ්\u200dරී.com/", "https://xn--10cl1a0b660p.com/"},
    {"§3.3 domain to ASCII, CheckJoiners", "https://a\u200db/", nullptr},
    {"§3.3 domain to ASCII, CheckBidi", "https://\u05d0a/", nullptr},
    {"§3.3 domain to ASCII, broken punycode beside another script", "https://xn--a.ß/", nullptr},
    {"§3.3 domain to ASCII, good punycode beside another script", "https://XN--ZCA.ß/", "https://xn--zca.xn--zca/"},
    {"§3.3 domain to ASCII, punycode beyond ASCII", "https://xn--te\u0161la/", nullptr},
    {"§3.3 domain to ASCII, full-width punycode", "https://ｘｎ--zca/", "https://xn--zca/"},
    {"§3.5 IPv4 parser, four parts", "https://192.168.0.1/", "https://192.168.0.1/"},
    {"§3.5 IPv4 parser, one part", "https://3232235521/", "https://192.168.0.1/"},
    {"§3.5 IPv4 parser, two parts", "https://127.1/", "https://127.0.0.1/"},
    {"§3.5 IPv4 parser, three parts", "https://127.0.1/", "https://127.0.0.1/"},
    {"§3.5 IPv4 parser, hex", "https://0xC0.0Xa8.0x00.0x01/", "https://192.168.0.1/"},
    {"§3.5 IPv4 parser, octal", "https://0300.0250.0.01/", "https://192.168.0.1/"},
    {"§3.5 IPv4 parser, hex in one", "https://0x7f000001/", "https://127.0.0.1/"},
    {"§3.5 IPv4 parser, 0x alone is zero", "https://0x.0x.0/", "https://0.0.0.0/"},
    {"§3.5 IPv4 parser, trailing dot", "https://1.2.3.4./", "https://1.2.3.4/"},
    {"§3.5 IPv4 parser, the greatest", "https://4294967295/", "https://255.255.255.255/"},
    {"§3.5 IPv4 parser, too great", "https://4294967296/", nullptr},
    {"§3.5 IPv4 parser, last part too great", "https://1.2.3.256/", nullptr},
    {"§3.5 IPv4 parser, first part too great", "https://256.2.3.4/", nullptr},
    {"§3.5 IPv4 parser, last of two too great", "https://1.16777216/", nullptr},
    {"§3.5 IPv4 parser, five parts", "https://1.2.3.4.5/", nullptr},
    {"§3.5 IPv4 parser, empty part", "https://1..2/", nullptr},
    {"§3.5 IPv4 parser, bad octal", "https://1.2.3.08/", nullptr},
    {"§3.5 IPv4 parser, bad hex", "https://1.2.3.0xg/", "https://1.2.3.0xg/"},
    {"§3.5 ends-in-a-number checker, name before a number", "https://foo.1/", nullptr},
    {"§3.5 ends-in-a-number checker, name before hex", "https://foo.0x4/", nullptr},
    {"§3.5 ends-in-a-number checker, number before a name", "https://1.foo/", "https://1.foo/"},
    {"§3.5 ends-in-a-number checker, two trailing dots", "https://1.2.3.4../", "https://1.2.3.4../"},
    {"§3.5 IPv4 parser, full-width digits", "https://１２７.０.０.１/", "https://127.0.0.1/"},
    {"§3.5 IPv4 parser, a number without end", "https://0xffffffffffffffffffffffff/", nullptr},

    {"§3.5 IPv6 parser, loopback", "https://[::1]/", "https://[::1]/"},
    {"§3.5 IPv6 parser, nothing but zeros", "https://[::]/", "https://[::]/"},
    {"§3.5 IPv6 parser, whole", "https://[2001:DB8:1:2:3:4:5:6]:8443/", "https://[2001:db8:1:2:3:4:5:6]:8443/"},
    {"§3.5 IPv6 parser, leading zeros", "https://[2001:0db8:0000:0000:0000:0000:0000:0001]/", "https://[2001:db8::1]/"},
    {"§3.5 IPv6 parser, embedded IPv4", "https://[::ffff:192.0.2.128]/", "https://[::ffff:c000:280]/"},
    {"§3.5 IPv6 parser, embedded IPv4 at the end of six", "https://[1:2:3:4:5:6:1.2.3.4]/", "https://[1:2:3:4:5:6:102:304]/"},
    {"§3.6 IPv6 serializer, first of the longest runs", "https://[1:0:0:2:0:0:3:4]/", "https://[1::2:0:0:3:4]/"},
    {"§3.6 IPv6 serializer, the longer run", "https://[1:0:0:2:0:0:0:4]/", "https://[1:0:0:2::4]/"},
    {"§3.6 IPv6 serializer, a single zero stays", "https://[1:0:2:3:4:5:6:7]/", "https://[1:0:2:3:4:5:6:7]/"},
    {"§3.6 IPv6 serializer, run at the end", "https://[1:2:3:4:5:6::]/", "https://[1:2:3:4:5:6::]/"},
    {"§3.6 IPv6 serializer, :: for one zero", "https://[1:2:3::5:6:7:8]/", "https://[1:2:3:0:5:6:7:8]/"},
    {"§3.5 IPv6 parser, not closed", "https://[::1/", nullptr},
    {"§3.5 IPv6 parser, empty", "https://[]/", nullptr},
    {"§3.5 IPv6 parser, too few", "https://[1:2:3]/", nullptr},
    {"§3.5 IPv6 parser, too many", "https://[1:2:3:4:5:6:7:8:9]/", nullptr},
    {"§3.5 IPv6 parser, two ::", "https://[1::2::3]/", nullptr},
    {"§3.5 IPv6 parser, :: without room", "https://[1:2:3:4:5:6:7::8]/", nullptr},
    {"§3.5 IPv6 parser, :: as the eighth", "https://[1:2:3:4:5:6:7::]/", "https://[1:2:3:4:5:6:7:0]/"},
    {"§3.5 IPv6 parser, one colon first", "https://[:1::2]/", nullptr},
    {"§3.5 IPv6 parser, one colon last", "https://[1:2:3:4:5:6:7:]/", nullptr},
    {"§3.5 IPv6 parser, five digits", "https://[12345::]/", nullptr},
    {"§3.5 IPv6 parser, no hex", "https://[g::1]/", nullptr},
    {"§3.5 IPv6 parser, zone", "https://[fe80::1%25eth0]/", nullptr},
    {"§3.5 IPv6 parser, IPv4 part with a leading zero", "https://[::1.2.3.04]/", nullptr},
    {"§3.5 IPv6 parser, IPv4 part too great", "https://[::1.2.3.256]/", nullptr},
    {"§3.5 IPv6 parser, IPv4 of three parts", "https://[::1.2.3]/", nullptr},
    {"§3.5 IPv6 parser, IPv4 of five parts", "https://[::1.2.3.4.5]/", nullptr},
    {"§3.5 IPv6 parser, IPv4 too late", "https://[1:2:3:4:5:6:7:1.2.3.4]/", nullptr},
    {"§3.5 IPv6 parser, text behind", "https://[::1]x/", nullptr},
    {"§3.5 IPv6 parser, in a URL that is not special", "foo://[::1]/", "foo://[::1]/"},

    {"§4.4 path start state, empty path", "https://a", "https://a/"},
    {"§4.4 path start state, empty path, query", "https://a?x", "https://a/?x"},
    {"§4.4 path start state, empty path, fragment", "https://a#x", "https://a/#x"},
    {"§4.4 path start state, not special stays empty", "foo://a?x", "foo://a?x"},
    {"§4.4 path state, single dot", "https://a/b/./c", "https://a/b/c"},
    {"§4.4 path state, single dot at the end", "https://a/b/.", "https://a/b/"},
    {"§4.4 path state, double dot", "https://a/b/../c", "https://a/c"},
    {"§4.4 path state, double dot at the end", "https://a/b/c/..", "https://a/b/"},
    {"§4.4 path state, double dot above the root", "https://a/../../b", "https://a/b"},
    {"§4.4 path state, encoded single dot", "https://a/b/%2e/c", "https://a/b/c"},
    {"§4.4 path state, encoded double dots", "https://a/b/%2E%2e/.%2e/%2E./c", "https://a/c"},
    {"§4.4 path state, three dots", "https://a/b/.../c", "https://a/b/.../c"},
    {"§4.4 path state, double dot after an empty segment", "https://a//../b", "https://a/b"},
    {"§4.4 path state, empty segments stay", "https://a//b///c", "https://a//b///c"},
    {"§4.4 path state, backslashes", "https://a\\b\\..\\c", "https://a/c"},
    {"§4.4 path state, backslash, not special", "foo://a/b\\c", "foo://a/b\\c"},
    {"§4.4 path state, path set", "https://a/ \"<>^`{}", "https://a/%20%22%3C%3E%5E%60%7B%7D"},
    {"§4.4 path state, not in the path set", "https://a/!$&'()*+,-.:;=@[]_|~", "https://a/!$&'()*+,-.:;=@[]_|~"},
    {"§4.4 path state, beyond ASCII", "https://a/ä/日本", "https://a/%C3%A4/%E6%97%A5%E6%9C%AC"},
    {"§4.4 path state, beyond the BMP", "https://a/😀", "https://a/%F0%9F%98%80"},
    {"§4.4 path state, percent stays as it is", "https://a/%7e%ZZ%", "https://a/%7e%ZZ%"},
    {"§4.4 path state, not special", "foo:/a/../b", "foo:/b"},
    {"§4.4 query state, special-query set", "https://a/? \"#", "https://a/?%20%22#"},
    {"§4.4 query state, apostrophe", "https://a/?'", "https://a/?%27"},
    {"§4.4 query state, apostrophe, not special", "foo://a/?'", "foo://a/?'"},
    {"§4.4 query state, not in the set", "https://a/?`{}|^[]\\?/", "https://a/?`{}|^[]\\?/"},
    {"§4.4 query state, beyond ASCII", "https://a/?q=ä", "https://a/?q=%C3%A4"},
    {"§4.4 query state, empty", "https://a/?", "https://a/?"},
    {"§4.4 fragment state, fragment set", "https://a/# \"<>`", "https://a/#%20%22%3C%3E%60"},
    {"§4.4 fragment state, not in the set", "https://a/#?#'{}|", "https://a/#?#'{}|"},
    {"§4.4 fragment state, empty", "https://a/#", "https://a/#"},
    {"§4.4 fragment state, beyond ASCII", "https://a/#ä", "https://a/#%C3%A4"},

    {"§4.4 opaque path state", "mailto:jane@example.com", "mailto:jane@example.com"},
    {"§4.4 opaque path state, script", "javascript:alert('x') ", "javascript:alert('x')"},
    {"§4.4 opaque path state, space stays", "data:text/plain,a b", "data:text/plain,a b"},
    {"§4.4 opaque path state, space before a query", "data:a ?b", "data:a%20?b"},
    {"§4.4 opaque path state, space before a fragment", "data:a  #b", "data:a %20#b"},
    {"§4.4 opaque path state, beyond ASCII", "data:ä", "data:%C3%A4"},
    {"§4.4 opaque path state, dots stay", "about:a/../b", "about:a/../b"},
    {"§4.5 URL serializer, /. keeps a path from being a host", "foo:/.//a", "foo:/.//a"},
    {"§4.5 URL serializer, /. after a double dot", "foo:/a/..//b", "foo:/.//b"},

    {"§4.4 file state", "file:///etc/hosts", "file:///etc/hosts"},
    {"§4.4 file state, no slashes", "file:etc", "file:///etc"},
    {"§4.4 file slash state, one slash", "file:/etc", "file:///etc"},
    {"§4.4 file host state", "file://server/share", "file://server/share"},
    {"§4.4 file host state, localhost", "file://LOCALHOST/x", "file:///x"},
    {"§4.4 file host state, drive letter", "file://C:/x", "file:///C:/x"},
    {"§4.4 file host state, drive letter with a pipe", "file://C|/x", "file:///C:/x"},
    {"§4.4 file host state, port", "file://server:80/x", nullptr},
    {"§4.4 path state, drive letter with a pipe", "file:///C|/x/../..", "file:///C:/"},
    {"§4.4 shorten a URL's path, the drive stays", "file:///C:/../../x", "file:///C:/x"},
    // clang-format on
};

struct RelativeCase {
    const char *section;
    const char *input;
    const char *base;
    const char *href;
};

const RelativeCase relativeReferences[] = {
    // clang-format off
    {"§4.4 relative state, empty", "", "https://u:p@a:1/b/c?q#f", "https://u:p@a:1/b/c?q"},
    {"§4.4 relative state, file name", "d", "https://a/b/c?q#f", "https://a/b/d"},
    {"§4.4 relative state, folder", "d/", "https://a/b/c", "https://a/b/d/"},
    {"§4.4 relative state, dot", ".", "https://a/b/c", "https://a/b/"},
    {"§4.4 relative state, double dot", "..", "https://a/b/c/d", "https://a/b/"},
    {"§4.4 relative state, double dots above the root", "../../../d", "https://a/b/c", "https://a/d"},
    {"§4.4 relative state, query", "?x", "https://a/b/c?q#f", "https://a/b/c?x"},
    {"§4.4 relative state, fragment", "#x", "https://a/b/c?q#f", "https://a/b/c?q#x"},
    {"§4.4 relative state, user info and port stay", "/x", "https://u:p@a:1/b", "https://u:p@a:1/x"},
    {"§4.4 relative state, a colon in the second segment", "./a:b", "https://a/", "https://a/a:b"},
    {"§4.4 relative slash state", "/d", "https://a/b/c?q", "https://a/d"},
    {"§4.4 relative slash state, backslash", "\\d", "https://a/b/c", "https://a/d"},
    {"§4.4 relative slash state, another host", "//d/e", "https://a/b/c", "https://d/e"},
    {"§4.4 relative slash state, another host with backslashes", "\\\\d\\e", "https://a/b/c", "https://d/e"},
    {"§4.4 relative slash state, many slashes", "////d/e", "https://a/b/c", "https://d/e"},
    {"§4.4 relative slash state, no host", "//", "https://a/b", nullptr},
    {"§4.4 scheme state, an absolute URL", "http://d/e", "https://a/b", "http://d/e"},
    {"§4.4 scheme state, another opaque one", "mailto:x@y", "https://a/b", "mailto:x@y"},
    {"§4.4 special relative or authority state, same scheme", "https:d", "https://a/b/c", "https://a/b/d"},
    {"§4.4 special relative or authority state, same scheme and slash", "https:/d", "https://a/b/c", "https://a/d"},
    {"§4.4 special relative or authority state, same scheme and host", "https://d", "https://a/b/c", "https://d/"},
    {"§4.4 special relative or authority state, backslashes are relative", "https:\\\\d", "https://a/b", "https://d/"},
    {"§4.4 scheme state, other special scheme", "http:d", "https://a/b/c", "http://d/"},
    {"§4.4 scheme state, same scheme, not special", "foo:d", "foo://a/b", "foo:d"},
    {"§4.4 relative state, not special", "d", "foo://a/b/c", "foo://a/b/d"},
    {"§4.4 relative state, not special, no path", "d", "foo://a", "foo://a/d"},
    {"§4.4 relative state, backslash is no slash, not special", "\\d", "foo://a/b/c", "foo://a/b/\\d"},
    {"§4.4 relative slash state, not special", "//d", "foo://a/b", "foo://d"},
    {"§4.4 relative state, no host", "d", "foo:/a/b", "foo:/a/d"},
    {"§4.4 no scheme state, fragment of an opaque path", "#x", "mailto:a@b?q#f", "mailto:a@b?q#x"},
    {"§4.4 no scheme state, relative to an opaque path", "x", "mailto:a@b", nullptr},
    {"§4.4 no scheme state, query relative to an opaque path", "?x", "mailto:a@b", nullptr},
    {"§4.4 file state, relative", "x", "file:///a/b", "file:///a/x"},
    {"§4.4 file state, empty", "", "file:///a/b?q#f", "file:///a/b?q"},
    {"§4.4 file state, drive letter", "C|/x", "file:///D:/a/b", "file:///C:/x"},
    {"§4.4 file slash state, the drive stays", "/x", "file:///C:/a/b", "file:///C:/x"},
    {"§4.4 file slash state, another drive", "/D:/x", "file:///C:/a/b", "file:///D:/x"},
    {"§4.4 file slash state, the host stays", "/x", "file://server/a", "file://server/x"},
    {"§4.4 file host state, another host", "//other/x", "file://server/a", "file://other/x"},
    {"§4.4 file state, double dot keeps the drive", "..", "file:///C:/", "file:///C:/"},
    {"§4.4 step 1, spaces around", "  d  ", "https://a/b/c", "https://a/b/d"},
    // clang-format on
};

QByteArray hrefOf(const Expected<Url, UrlError> &url) { return url ? url.value().href() : QByteArray("failure"); }

Url parsed(const char *text)
{
    auto url = Url::parse(QByteArrayView(text));
    if (!url)
        qFatal("not a URL: %s", text);
    return *url;
}

} // namespace

class TestUrlParser : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void absoluteUrlsAreParsedAndSerialised_data();
    void absoluteUrlsAreParsedAndSerialised();
    void relativeReferencesAreResolved_data();
    void relativeReferencesAreResolved();
    void whatIsSerialisedParsesToTheSameAgain();
    void theCanonicalFormIsItsOwn();
    void everyFailureHasAReasonThatIsASentence();
};

void TestUrlParser::absoluteUrlsAreParsedAndSerialised_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("href");
    for (const Case &c : absoluteUrls)
        QTest::newRow(c.section) << QByteArray(c.input) << QByteArray(c.href ? c.href : "failure");
}

void TestUrlParser::absoluteUrlsAreParsedAndSerialised()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, href);
    QCOMPARE(hrefOf(Url::parse(QByteArrayView(input))), href);
    QCOMPARE(hrefOf(Url::parse(QString::fromUtf8(input))), href);
}

void TestUrlParser::relativeReferencesAreResolved_data()
{
    QTest::addColumn<QByteArray>("input");
    QTest::addColumn<QByteArray>("base");
    QTest::addColumn<QByteArray>("href");
    for (const RelativeCase &c : relativeReferences)
        QTest::newRow(c.section) << QByteArray(c.input) << QByteArray(c.base)
                                 << QByteArray(c.href ? c.href : "failure");
}

void TestUrlParser::relativeReferencesAreResolved()
{
    QFETCH(QByteArray, input);
    QFETCH(QByteArray, base);
    QFETCH(QByteArray, href);
    const Url baseUrl = parsed(base);
    QCOMPARE(hrefOf(Url::parse(QByteArrayView(input), &baseUrl)), href);
}

// §4.5: parsing what the serializer wrote gives an equal URL
void TestUrlParser::whatIsSerialisedParsesToTheSameAgain()
{
    for (const Case &c : absoluteUrls) {
        if (!c.href)
            continue;
        const Url once = parsed(c.input);
        const Url twice = parsed(once.href());
        QVERIFY2(once == twice, c.section);
        QCOMPARE(twice.href(), once.href());
    }
}

void TestUrlParser::theCanonicalFormIsItsOwn()
{
    for (const Case &c : absoluteUrls) {
        if (!c.href || !parsed(c.href).isHttp())
            continue;
        for (const bool dropTracking : {false, true}) {
            const Url once = canonicalUrl(parsed(c.input), dropTracking);
            QVERIFY2(canonicalUrl(once, dropTracking) == once, c.section);
            QVERIFY2(parsed(once.href()) == once, c.section);
        }
    }
}

void TestUrlParser::everyFailureHasAReasonThatIsASentence()
{
    for (const Case &c : absoluteUrls) {
        const auto url = Url::parse(QByteArrayView(c.input));
        if (url)
            continue;
        const QString reason = url.error().reason;
        QVERIFY2(reason.size() > 15 && reason.front().isUpper() && reason.endsWith(u'.'), c.section);
    }
}

QTEST_GUILESS_MAIN(TestUrlParser)
#include "tst_urlparser.moc"
