#include "crawl/robots.h"

#include <QElapsedTimer>
#include <QSet>
#include <QTest>

#include <algorithm>

using namespace creel;

namespace {

// `section` is that of RFC 9309, with what the row is about. The URL's host is a.test.
struct Case {
    const char *section;
    const char *robots;
    const char *agent;
    const char *path;
    bool allowed;
};

constexpr bool Allowed = true, Disallowed = false;

// §5.1, with the white space and the names of the RFC's example.
const char *simpleExample = "User-Agent: *\nDisallow: *.gif$\nDisallow: /example/\nAllow: /publications/\n\n"
                            "User-Agent: foobot\nDisallow:/\nAllow:/example/page.html\nAllow:/example/allowed.gif\n\n"
                            "User-Agent: barbot\nUser-Agent: bazbot\nDisallow: /example/page.html\n\n"
                            "User-Agent: quxbot\n\nEOF\n";
const char *longestExample = "User-Agent: foobot\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif\n";

const Case cases[] = {
    // clang-format off
    {"§5.1 everybody, a suffix", simpleExample, "creel", "/a/b.gif", Disallowed},
    {"§5.1 everybody, a suffix that is none", simpleExample, "creel", "/a/b.gif?x", Allowed},
    {"§5.1 everybody, a folder", simpleExample, "creel", "/example/x", Disallowed},
    {"§5.1 everybody, an allowed folder", simpleExample, "creel", "/publications/x", Allowed},
    {"§5.1 everybody, a longer Allow than the suffix", simpleExample, "creel", "/publications/x.gif", Allowed},
    {"§5.1 everybody, no rule", simpleExample, "creel", "/other", Allowed},
    {"§5.1 foobot, everything", simpleExample, "foobot", "/other", Disallowed},
    {"§5.1 foobot, the page", simpleExample, "foobot", "/example/page.html", Allowed},
    {"§5.1 foobot, the image", simpleExample, "foobot", "/example/allowed.gif", Allowed},
    {"§5.1 foobot, another image", simpleExample, "foobot", "/example/other.gif", Disallowed},
    {"§5.1 barbot, first of two names", simpleExample, "barbot", "/example/page.html", Disallowed},
    {"§5.1 barbot, not everybody's rules", simpleExample, "barbot", "/a/b.gif", Allowed},
    {"§5.1 bazbot, second of two names", simpleExample, "bazbot", "/example/page.html", Disallowed},
    {"§5.1 bazbot, elsewhere", simpleExample, "bazbot", "/example/", Allowed},
    {"§5.1 quxbot, a group without rules", simpleExample, "quxbot", "/example/page.html", Allowed},
    {"§5.2 the longest match", longestExample, "foobot", "/example/page/disallowed.gif", Disallowed},
    {"§5.2 the shorter one elsewhere", longestExample, "foobot", "/example/page/allowed.gif", Allowed},

    {"§2.2 an empty file", "", "creel", "/", Allowed},
    {"§2.2 nothing but comments", "# one\n# two\n", "creel", "/", Allowed},
    {"§2.2 the last line has no end", "User-agent: *\nDisallow: /", "creel", "/", Disallowed},
    {"§2.2 NL is LF", "User-agent: *\nDisallow: /a\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2 NL is CR LF", "User-agent: *\r\nDisallow: /a\r\nDisallow: /b\r\n", "creel", "/b", Disallowed},
    {"§2.2 NL is CR", "User-agent: *\rDisallow: /a\rDisallow: /b\r", "creel", "/b", Disallowed},
    {"§2.2 NL is any of them", "User-agent: *\rDisallow: /a\nDisallow: /b\r\nDisallow: /c", "creel", "/c", Disallowed},
    {"§2.2 CR LF is no part of a pattern", "User-agent: *\r\nDisallow: /a$\r\n", "creel", "/a", Disallowed},
    {"§2.2 LF CR is an empty line", "User-agent: *\n\rDisallow: /a\n\r", "creel", "/a", Disallowed},
    {"§2.2 WS before a name", " \tUser-agent: *\n \tDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 WS before the colon", "User-agent \t: *\nDisallow\t : /a\n", "creel", "/a", Disallowed},
    {"§2.2 WS behind the colon", "User-agent: \t *\nDisallow: \t /a\n", "creel", "/a", Disallowed},
    {"§2.2 no WS at all", "User-agent:*\nDisallow:/a\n", "creel", "/a", Disallowed},
    {"§2.2 WS at the end of a pattern", "User-agent: *\nDisallow: /a$ \t\n", "creel", "/a", Disallowed},
    {"§2.2 WS at the end of a token", "User-agent: creel \t\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 names in lower case", "user-agent: *\ndisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 names in upper case", "USER-AGENT: *\nDISALLOW: /\nALLOW: /a\n", "creel", "/a", Allowed},
    {"§2.2 names in any case", "uSeR-aGeNt: *\ndIsAlLoW: /a\n", "creel", "/a", Disallowed},
    {"§2.2 useragent is no name", "useragent: *\nDisallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 user agent is no name", "user agent: *\nDisallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 user_agent is no name", "user_agent: *\nDisallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 dissallow is no name", "User-agent: *\nDissallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 dissalow is no name", "User-agent: *\nDissalow: /a\n", "creel", "/a", Allowed},
    {"§2.2 disalow is no name", "User-agent: *\nDisalow: /a\n", "creel", "/a", Allowed},
    {"§2.2 a name that only begins so", "User-agent: *\nDisallowed: /a\n", "creel", "/a", Allowed},
    {"§2.2 a colon is needed", "User-agent: *\nDisallow /a\n", "creel", "/a", Allowed},
    {"§2.2 a colon is needed for agents, too", "User-agent *\nDisallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 the first colon counts", "User-agent: *\nDisallow: /a:b\n", "creel", "/a:b", Disallowed},
    {"§2.2 the first colon counts, elsewhere", "User-agent: *\nDisallow: /a:b\n", "creel", "/a", Allowed},
    {"§2.2 an empty pattern", "User-agent: *\nDisallow:\n", "creel", "/a", Allowed},
    {"§2.2 an empty pattern of white space", "User-agent: *\nDisallow: \t\n", "creel", "/a", Allowed},
    {"§2.2 an empty pattern with a comment", "User-agent: *\nDisallow: # nothing\n", "creel", "/a", Allowed},
    {"§2.2 an empty Allow allows nothing", "User-agent: *\nAllow:\nDisallow: /\n", "creel", "/a", Disallowed},
    {"§2.2 an empty Disallow undoes nothing", "User-agent: *\nDisallow: /\nDisallow:\n", "creel", "/a", Disallowed},
    {"§2.2 empty lines end no group", "User-agent: *\n\n\nDisallow: /a\n\n\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2 empty lines between names", "User-agent: creel\n\nUser-agent: x\n\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 a pattern without its slash", "User-agent: *\nDisallow: a\n", "creel", "/a", Allowed},
    {"§2.2 a pattern with white space inside", "User-agent: *\nDisallow: /a b\n", "creel", "/a%20b", Disallowed},
    {"§2.2 a pattern with white space inside is one", "User-agent: *\nDisallow: /a /b\n", "creel", "/b", Allowed},
    {"§2.2 a whole URL is no path", "User-agent: *\nDisallow: https://a.test/a\n", "creel", "/a", Allowed},
    {"§2.2 a byte order mark", "\xEF\xBB\xBFUser-agent: *\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 a byte order mark before a comment", "\xEF\xBB\xBF# hi\nUser-agent: *\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2 a byte order mark elsewhere is none", "\nUser-agent: *\n\xEF\xBB\xBF" "Disallow: /a\n", "creel", "/a", Allowed},
    {"§2.2 half a byte order mark is none", "\xEF\xBBUser-agent: *\nDisallow: /a\n", "creel", "/a", Allowed},

    {"§2.2.1 another's group", "User-agent: other\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 its own group", "User-agent: creel\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 its own group, not everybody's", "User-agent: *\nDisallow: /\n\nUser-agent: creel\nDisallow: /a\n", "creel", "/b", Allowed},
    {"§2.2.1 its own group before everybody's", "User-agent: creel\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", "creel", "/b", Allowed},
    {"§2.2.1 everybody's for another", "User-agent: creel\nDisallow: /a\n\nUser-agent: *\nDisallow: /\n", "other", "/b", Disallowed},
    {"§2.2.1 everybody's where no group matches", "User-agent: *\nDisallow: /foo\nDisallow: /bar\n\nUser-agent: BazBot\nDisallow: /baz\n", "ExampleBot", "/bar", Disallowed},
    {"§2.2.1 no group's where none matches", "User-agent: *\nDisallow: /foo\nDisallow: /bar\n\nUser-agent: BazBot\nDisallow: /baz\n", "ExampleBot", "/baz", Allowed},
    {"§2.2.1 a token in other case in the file", "User-agent: CREEL\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 a token in other case in the crawler", "User-agent: creel\nDisallow: /\n", "CrEeL", "/", Disallowed},
    {"§2.2.1 groups are merged, first", "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n", "ExampleBot", "/foo", Disallowed},
    {"§2.2.1 groups are merged, second", "user-agent: ExampleBot\ndisallow: /foo\ndisallow: /bar\n\nuser-agent: ExampleBot\ndisallow: /baz\n", "ExampleBot", "/baz", Disallowed},
    {"§2.2.1 merged across another's group", "User-agent: creel\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: creel\nDisallow: /c\n", "creel", "/c", Disallowed},
    {"§2.2.1 merged without another's group", "User-agent: creel\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: creel\nDisallow: /c\n", "creel", "/b", Allowed},
    {"§2.2.1 merged in any case", "User-agent: Creel\nDisallow: /a\nUser-agent: CREEL\nDisallow: /b\n", "creel", "/a", Disallowed},
    {"§2.2.1 everybody's groups are merged", "User-agent: *\nDisallow: /a\nUser-agent: x\nDisallow: /b\nUser-agent: *\nDisallow: /c\n", "creel", "/a", Disallowed},
    {"§2.2.1 merged rules decide together", "User-agent: creel\nDisallow: /a\nUser-agent: creel\nAllow: /a/b\n", "creel", "/a/b", Allowed},
    {"§2.2.1 two names, one of them everybody's", "User-agent: *\nUser-agent: x\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.1 named beside everybody", "User-agent: *\nUser-agent: creel\nDisallow: /a\n\nUser-agent: *\nDisallow: /b\n", "creel", "/b", Allowed},
    {"§2.2.1 many names", "User-agent: a\nUser-agent: b\nUser-agent: creel\nUser-agent: c\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.1 a rule ends the names", "User-agent: creel\nDisallow: /a\nUser-agent: x\nDisallow: /b\n", "creel", "/b", Allowed},
    {"§2.2.1 an empty rule ends the names, too", "User-agent: creel\nDisallow:\nUser-agent: *\nDisallow: /\n", "creel", "/a", Allowed},
    {"§2.2.1 a malformed rule ends the names, too", "User-agent: creel\nDisallow: x\nUser-agent: *\nDisallow: /\n", "creel", "/a", Allowed},
    {"§2.2.1 a version behind the token", "User-agent: Creel/1.0\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 words behind the token", "User-agent: Creel the crawler\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 a comment behind the token", "User-agent: creel# us\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 a comment behind everybody", "User-agent: * # all\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.1 the token behind another word", "User-agent: the Creel\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a longer token", "User-agent: creelbot\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a shorter token", "User-agent: cre\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a token inside", "User-agent: reel\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a star at the end of a token is no wildcard", "User-agent: cre*\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a star before a token is not everybody", "User-agent: *bot\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 an empty token is nobody", "User-agent:\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 an empty token begins a group", "User-agent: creel\nDisallow: /a\nUser-agent:\nDisallow: /b\n", "creel", "/b", Allowed},
    {"§2.2.1 letters, hyphen and underscore", "User-agent: My_crawl-Er\nDisallow: /\n", "my_crawl-er", "/", Disallowed},
    {"§2.2.1 digits, which the RFC has not", "User-agent: MJ12bot\nDisallow: /\n", "mj12bot", "/", Disallowed},
    {"§2.2.1 digits tell names apart", "User-agent: MJ12bot\nDisallow: /\n", "mj", "/", Allowed},
    {"§2.2.1 a branch obeys its stem", "User-agent: creel\nDisallow: /\n", "creel-news", "/", Disallowed},
    {"§2.2.1 the longest name wins", "User-agent: creel\nDisallow: /\n\nUser-agent: creel-news\nDisallow: /a\n", "creel-news", "/b", Allowed},
    {"§2.2.1 the longest name wins in any order", "User-agent: creel-news\nDisallow: /a\n\nUser-agent: creel\nDisallow: /\n", "creel-news", "/b", Allowed},
    {"§2.2.1 a stem before everybody", "User-agent: *\nDisallow: /\n\nUser-agent: creel\nDisallow: /a\n", "creel-news", "/b", Allowed},
    {"§2.2.1 a stem is no branch", "User-agent: creel-news\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.1 a stem ends at a hyphen", "User-agent: cre\nDisallow: /\n", "cre_el", "/", Allowed},

    {"§2.2.2 no rule in the group", "User-agent: *\n", "creel", "/a", Allowed},
    {"§2.2.2 no match in the group", "User-agent: *\nDisallow: /b\n", "creel", "/a", Allowed},
    {"§2.2.2 rules before any group", "Disallow: /a\nUser-agent: *\nDisallow: /b\n", "creel", "/a", Allowed},
    {"§2.2.2 rules of no group", "Disallow: /\n", "creel", "/a", Allowed},
    {"§2.2.2 everything", "User-agent: *\nDisallow: /\n", "creel", "/", Disallowed},
    {"§2.2.2 everything, with a query", "User-agent: *\nDisallow: /\n", "creel", "/?x=1", Disallowed},
    {"§2.2.2 from the first octet", "User-agent: *\nDisallow: /b\n", "creel", "/a/b", Allowed},
    {"§2.2.2 a pattern is a prefix", "User-agent: *\nDisallow: /fish\n", "creel", "/fish.html", Disallowed},
    {"§2.2.2 a prefix of a word", "User-agent: *\nDisallow: /fish\n", "creel", "/fishheads/yummy.html", Disallowed},
    {"§2.2.2 a prefix with a query", "User-agent: *\nDisallow: /fish\n", "creel", "/fish.php?id=anything", Disallowed},
    {"§2.2.2 upper case differs", "User-agent: *\nDisallow: /fish\n", "creel", "/Fish.asp", Allowed},
    {"§2.2.2 a folder's own name", "User-agent: *\nDisallow: /fish/\n", "creel", "/fish", Allowed},
    {"§2.2.2 a folder's page", "User-agent: *\nDisallow: /fish/\n", "creel", "/fish/salmon", Disallowed},
    {"§2.2.2 the longer Disallow", "User-agent: *\nAllow: /a\nDisallow: /a/b\n", "creel", "/a/b", Disallowed},
    {"§2.2.2 the longer Allow", "User-agent: *\nDisallow: /a\nAllow: /a/b\n", "creel", "/a/b", Allowed},
    {"§2.2.2 the longer one in the other order", "User-agent: *\nAllow: /a/b\nDisallow: /a\n", "creel", "/a/b", Allowed},
    {"§2.2.2 Allow wins a tie", "User-agent: *\nDisallow: /a\nAllow: /a\n", "creel", "/a", Allowed},
    {"§2.2.2 Allow wins a tie in the other order", "User-agent: *\nAllow: /a\nDisallow: /a\n", "creel", "/a", Allowed},
    {"§2.2.2 Allow wins a tie of patterns", "User-agent: *\nAllow: /page\nDisallow: /*.ph\n", "creel", "/page.php5", Allowed},
    {"§2.2.2 a wildcard counts as an octet", "User-agent: *\nAllow: /page\nDisallow: /*.htm\n", "creel", "/page.htm", Disallowed},
    {"§2.2.2 an end counts as an octet", "User-agent: *\nAllow: /$\nDisallow: /\n", "creel", "/", Allowed},
    {"§2.2.2 an end holds at the end", "User-agent: *\nAllow: /$\nDisallow: /\n", "creel", "/page.htm", Disallowed},
    {"§2.2.2 an octet is counted as it is compared", "User-agent: *\nAllow: /%61%62%63\nDisallow: /abcd\n", "creel", "/abcd", Disallowed},
    {"§2.2.2 equivalent rules tie", "User-agent: *\nDisallow: /%61\nAllow: /a\n", "creel", "/a", Allowed},
    {"§2.2.2 duplicates", "User-agent: *\nDisallow: /a\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.2 /robots.txt", "User-agent: *\nDisallow: /\n", "creel", "/robots.txt", Allowed},
    {"§2.2.2 /robots.txt by its name", "User-agent: *\nDisallow: /robots.txt\n", "creel", "/robots.txt", Allowed},
    {"§2.2.2 /robots.txt, percent-encoded", "User-agent: *\nDisallow: /\n", "creel", "/%72obots.txt", Allowed},
    {"§2.2.2 not /robots.txt: a query", "User-agent: *\nDisallow: /\n", "creel", "/robots.txt?x", Disallowed},
    {"§2.2.2 not /robots.txt: a folder", "User-agent: *\nDisallow: /\n", "creel", "/a/robots.txt", Disallowed},
    {"§2.2.2 not /robots.txt: case", "User-agent: *\nDisallow: /\n", "creel", "/Robots.txt", Disallowed},
    {"§2.2.2 the fragment does not count", "User-agent: *\nDisallow: /*b\n", "creel", "/a#b", Allowed},
    {"§2.2.2 the query counts", "User-agent: *\nDisallow: /a?b=\n", "creel", "/a?b=1", Disallowed},
    {"§2.2.2 the query counts, another", "User-agent: *\nDisallow: /a?b=\n", "creel", "/a?c=1", Allowed},
    {"§2.2.2 dots are resolved in the URL", "User-agent: *\nDisallow: /b\n", "creel", "/a/../b", Disallowed},

    {"§2.2.2 table, row 1", "User-agent: *\nDisallow: /foo/bar?baz=quz\n", "creel", "/foo/bar?baz=quz", Disallowed},
    {"§2.2.2 table, row 2", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "creel", "/foo/bar?baz=https%3A%2F%2Ffoo.bar", Disallowed},
    {"§2.2.2 table, row 2, both raw", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "creel", "/foo/bar?baz=https://foo.bar", Disallowed},
    {"§2.2.2 table, row 2, encoded in the file", "User-agent: *\nDisallow: /foo/bar?baz=https%3a%2f%2ffoo.bar\n", "creel", "/foo/bar?baz=https://foo.bar", Disallowed},
    {"§2.2.2 table, row 2, another", "User-agent: *\nDisallow: /foo/bar?baz=https://foo.bar\n", "creel", "/foo/bar?baz=https:%2F%2Ffoo.baz", Allowed},
    {"§2.2.2 table, row 3", "User-agent: *\nDisallow: /foo/bar/\xE3\x83\x84\n", "creel", "/foo/bar/%E3%83%84", Disallowed},
    {"§2.2.2 table, row 3, both raw", "User-agent: *\nDisallow: /foo/bar/\xE3\x83\x84\n", "creel", "/foo/bar/\xE3\x83\x84", Disallowed},
    {"§2.2.2 table, row 4", "User-agent: *\nDisallow: /foo/bar/%E3%83%84\n", "creel", "/foo/bar/\xE3\x83\x84", Disallowed},
    {"§2.2.2 table, row 4, another", "User-agent: *\nDisallow: /foo/bar/%E3%83%84\n", "creel", "/foo/bar/%E3%83%85", Allowed},
    {"§2.2.2 table, row 5", "User-agent: *\nDisallow: /foo/bar/%62%61%7A\n", "creel", "/foo/bar/baz", Disallowed},
    {"§2.2.2 table, row 5, in the URL", "User-agent: *\nDisallow: /foo/bar/baz\n", "creel", "/foo/bar/%62%61%7A", Disallowed},
    {"§2.2.2 hex digits in any case", "User-agent: *\nDisallow: /%e3%83%84\n", "creel", "/%E3%83%84", Disallowed},
    {"§2.2.2 hex digits in any case, in the URL", "User-agent: *\nDisallow: /%E3%83%84\n", "creel", "/%e3%83%84", Disallowed},
    {"§2.2.2 the unreserved: a tilde", "User-agent: *\nDisallow: /~joe/\n", "creel", "/%7ejoe/x", Disallowed},
    {"§2.2.2 the unreserved: hyphen, dot, underscore", "User-agent: *\nDisallow: /a%2Db%5fc%2Ed\n", "creel", "/a-b_c.d", Disallowed},
    {"§2.2.2 a reserved slash stays encoded", "User-agent: *\nDisallow: /a%2Fb\n", "creel", "/a/b", Allowed},
    {"§2.2.2 a reserved slash matches itself", "User-agent: *\nDisallow: /a%2fb\n", "creel", "/a%2Fb", Disallowed},
    {"§2.2.2 a reserved slash in the URL", "User-agent: *\nDisallow: /a/b\n", "creel", "/a%2Fb", Allowed},
    {"§2.2.2 a reserved question mark", "User-agent: *\nDisallow: /a?b\n", "creel", "/a%3Fb", Allowed},
    {"§2.2.2 a reserved ampersand", "User-agent: *\nDisallow: /a?b=c%26d\n", "creel", "/a?b=c&d", Allowed},
    {"§2.2.2 a reserved plus", "User-agent: *\nDisallow: /a?b=%2B\n", "creel", "/a?b=+", Allowed},
    {"§2.2.2 an encoded percent sign", "User-agent: *\nDisallow: /a%2541\n", "creel", "/aA", Allowed},
    {"§2.2.2 an encoded percent sign matches itself", "User-agent: *\nDisallow: /a%2541\n", "creel", "/a%2541", Disallowed},
    {"§2.2.2 a percent sign without hex digits", "User-agent: *\nDisallow: /100%\n", "creel", "/100%/x", Disallowed},
    {"§2.2.2 a percent sign is an octet", "User-agent: *\nDisallow: /*%\n", "creel", "/a%20b", Disallowed},
    {"§2.2.2 half of an encoding is a prefix", "User-agent: *\nDisallow: /%E3%8\n", "creel", "/%E3%83%84", Disallowed},
    {"§2.2.2 an encoded space", "User-agent: *\nDisallow: /a%20b\n", "creel", "/a b", Disallowed},
    {"§2.2.2 what no URI has is encoded", "User-agent: *\nDisallow: /a{b}|c^d\n", "creel", "/a{b}|c^d", Disallowed},
    {"§2.2.2 what no URI has, encoded in the file", "User-agent: *\nDisallow: /a%7Bb%7D%7cc\n", "creel", "/a{b}|c", Disallowed},
    {"§2.2.2 a quote in a query", "User-agent: *\nDisallow: /a?b='c'\n", "creel", "/a?b='c'", Disallowed},
    {"§2.2.2 square brackets in a query", "User-agent: *\nDisallow: /a?b[]=\n", "creel", "/a?b%5B%5D=1", Disallowed},
    {"§2.2.2 not UTF-8, octet for octet", "User-agent: *\nDisallow: /caf\xE9\n", "creel", "/caf%E9", Disallowed},
    {"§2.2.2 not UTF-8 is not bridged", "User-agent: *\nDisallow: /caf\xE9\n", "creel", "/caf\xC3\xA9", Allowed},

    {"§2.2.3 a comment behind a pattern", "User-agent: *\nDisallow: /a # not /b\n", "creel", "/a", Disallowed},
    {"§2.2.3 a comment right behind a pattern", "User-agent: *\nDisallow: /a$#b\n", "creel", "/a", Disallowed},
    {"§2.2.3 a comment on its own line", "User-agent: *\n# Disallow: /a\n", "creel", "/a", Allowed},
    {"§2.2.3 a comment between names and rules", "User-agent: creel\n# hi\nUser-agent: x\n# hi\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.3 a comment with a colon", "# a: b\nUser-agent: *\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.3 a comment before the colon", "User-agent: *\nDisallow # : /a\n", "creel", "/a", Allowed},
    {"§2.2.3 the end", "User-agent: *\nAllow: /this/path/exactly$\nDisallow: /\n", "creel", "/this/path/exactly", Allowed},
    {"§2.2.3 not the end", "User-agent: *\nAllow: /this/path/exactly$\nDisallow: /\n", "creel", "/this/path/exactly/not", Disallowed},
    {"§2.2.3 the end is behind the query", "User-agent: *\nDisallow: /*.php$\n", "creel", "/a.php?b", Allowed},
    {"§2.2.3 the end of a query", "User-agent: *\nDisallow: /*b$\n", "creel", "/a.php?b", Disallowed},
    {"§2.2.3 a dollar sign in the middle", "User-agent: *\nDisallow: /a$b\n", "creel", "/a$b", Disallowed},
    {"§2.2.3 a dollar sign in the middle is no end", "User-agent: *\nDisallow: /a$b\n", "creel", "/a", Allowed},
    {"§2.2.3 a dollar sign before a wildcard is no end", "User-agent: *\nDisallow: /a$*\n", "creel", "/a", Allowed},
    {"§2.2.3 a dollar sign and the end", "User-agent: *\nDisallow: /a$$\n", "creel", "/a$", Disallowed},
    {"§2.2.3 a dollar sign and the end, another", "User-agent: *\nDisallow: /a$$\n", "creel", "/a", Allowed},
    {"§2.2.3 a wildcard", "User-agent: *\nDisallow: /this/*/exactly\n", "creel", "/this/path/exactly", Disallowed},
    {"§2.2.3 a wildcard of many segments", "User-agent: *\nDisallow: /this/*/exactly\n", "creel", "/this/a/b/c/exactly", Disallowed},
    {"§2.2.3 a wildcard of nothing", "User-agent: *\nDisallow: /this/*/exactly\n", "creel", "/this//exactly", Disallowed},
    {"§2.2.3 a wildcard that does not fit", "User-agent: *\nDisallow: /this/*/exactly\n", "creel", "/this/exactly", Allowed},
    {"§2.2.3 a wildcard at the end", "User-agent: *\nDisallow: /fish*\n", "creel", "/fish", Disallowed},
    {"§2.2.3 a wildcard at the start", "User-agent: *\nDisallow: *.gif\n", "creel", "/a.gif.html", Disallowed},
    {"§2.2.3 nothing but a wildcard", "User-agent: *\nDisallow: *\n", "creel", "/a", Disallowed},
    {"§2.2.3 nothing but the end", "User-agent: *\nDisallow: $\n", "creel", "/", Allowed},
    {"§2.2.3 a wildcard and the end", "User-agent: *\nDisallow: /*$\n", "creel", "/a", Disallowed},
    {"§2.2.3 two wildcards", "User-agent: *\nDisallow: /*a*c\n", "creel", "/xaybzc", Disallowed},
    {"§2.2.3 two wildcards out of order", "User-agent: *\nDisallow: /*a*c\n", "creel", "/xcyba", Allowed},
    {"§2.2.3 wildcards side by side", "User-agent: *\nDisallow: /***a\n", "creel", "/xa", Disallowed},
    {"§2.2.3 pieces do not overlap", "User-agent: *\nDisallow: /*aa*aa$\n", "creel", "/aaa", Allowed},
    {"§2.2.3 pieces that touch", "User-agent: *\nDisallow: /*aa*aa$\n", "creel", "/aaaa", Disallowed},
    {"§2.2.3 the first piece and the end don't overlap", "User-agent: *\nDisallow: /ab*b$\n", "creel", "/ab", Allowed},
    {"§2.2.3 the last of several ends", "User-agent: *\nDisallow: /*.php$\n", "creel", "/a.php/b.php", Disallowed},
    {"§2.2.3 a piece that begins again", "User-agent: *\nDisallow: /*aab\n", "creel", "/aaab", Disallowed},
    {"§2.2.3 a piece with a border", "User-agent: *\nDisallow: /*abcabd\n", "creel", "/abcabcabd", Disallowed},
    {"§2.2.3 a wildcard crosses the query", "User-agent: *\nDisallow: /*id=\n", "creel", "/a?b=1&id=2", Disallowed},
    {"§2.2.3 a wildcard crosses the query, slashes", "User-agent: *\nDisallow: /*/b\n", "creel", "/a?c=/b", Disallowed},
    {"§2.2.3 any query", "User-agent: *\nDisallow: /*?\n", "creel", "/a?", Disallowed},
    {"§2.2.3 any query, none", "User-agent: *\nDisallow: /*?\n", "creel", "/a", Allowed},
    {"§2.2.3 table, an encoded star", "User-agent: *\nDisallow: /path/file-with-a-%2A.html\n", "creel", "/path/file-with-a-*.html", Disallowed},
    {"§2.2.3 an encoded star is no wildcard", "User-agent: *\nDisallow: /path/file-with-a-%2A.html\n", "creel", "/path/file-with-a-b.html", Allowed},
    {"§2.2.3 table, an encoded dollar sign", "User-agent: *\nDisallow: /path/foo-%24\n", "creel", "/path/foo-$", Disallowed},
    {"§2.2.3 an encoded dollar sign is no end", "User-agent: *\nDisallow: /path/foo-%24\n", "creel", "/path/foo-", Allowed},
    {"§2.2.3 an encoded number sign is no comment", "User-agent: *\nDisallow: /a%23b\n", "creel", "/a%23b", Disallowed},
    {"§2.2.3 a star in the URL is no wildcard", "User-agent: *\nDisallow: /abc\n", "creel", "/*", Allowed},

    {"§2.2.4 a Sitemap between names", "User-agent: creel\nSitemap: https://a.test/s.xml\nUser-agent: x\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.4 a Sitemap between rules", "User-agent: *\nDisallow: /a\nSitemap: https://a.test/s.xml\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2.4 a Sitemap before the rules", "User-agent: *\nSitemap: https://a.test/s.xml\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2.4 a Crawl-delay between names", "User-agent: creel\nCrawl-delay: 5\nUser-agent: x\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.2.4 a Crawl-delay between rules", "User-agent: *\nDisallow: /a\nCrawl-delay: 5\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2.4 unknown records", "User-agent: *\nNoindex: /a\nHost: a.test\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.2.4 unknown records are no rules", "User-agent: *\nNoindex: /a\nDisallow: /b\n", "creel", "/a", Allowed},
    {"§2.2.4 unknown records between names", "User-agent: creel\nFoo: bar\nUser-agent: x\nDisallow: /a\n", "creel", "/a", Disallowed},

    {"§2.3.1.5 garbage before the rules", "<html>\n\x01\x02\xFF\nUser-agent: *\nDisallow: /a\n", "creel", "/a", Disallowed},
    {"§2.3.1.5 garbage between the rules", "User-agent: *\nDisallow: /a\n\xFF\xFE:\xFF\nDisallow: /b\n", "creel", "/b", Disallowed},
    {"§2.3.1.5 garbage is no rule", "<!DOCTYPE html><title>Disallow: /</title>", "creel", "/a", Allowed},
    {"§2.3.1.5 a line with a colon only", "User-agent: *\n:\n: /a\nDisallow: /b\n", "creel", "/a", Allowed},
    // clang-format on
};

RobotsVerdict check(const QByteArray &robots, const char *agent, const QByteArray &path)
{
    const Expected<Url, UrlError> url = Url::parse(QByteArrayView("https://a.test" + path));
    if (!url)
        qFatal("%s: %s", path.constData(), qPrintable(url.error().reason));
    return RobotsTxt::parse(robots).rulesFor(agent).check(*url);
}

std::optional<milliseconds> delayOf(const QByteArray &robots, const char *agent = "creel")
{
    return RobotsTxt::parse(robots).rulesFor(agent).crawlDelay();
}

} // namespace

class TestRobots : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void theRfcDecides_data();
    void theRfcDecides();
    void theTableIsAsLongAsItClaims();
    void theProductTokenIsTheNameAtTheStart();
    void theVerdictNamesTheDecidingLine();
    void theVerdictTellsWhenNoRuleMatches();
    void linesAreCountedWhateverTheyEndWith_data();
    void linesAreCountedWhateverTheyEndWith();
    void whatIsBeyondTheLimitIsIgnored();
    void aLineThatTheLimitCutsIsIgnored();
    void aLineThatEndsAtTheLimitCounts();
    void aFileWithoutALineEndWithinTheLimitSaysNothing();
    void crawlDelayIsReadInSeconds_data();
    void crawlDelayIsReadInSeconds();
    void crawlDelayBelongsToItsGroup();
    void theLongestCrawlDelayOfMergedGroupsCounts();
    void crawlDelayIsOnlyForThoseNamedAboveIt();
    void sitemapsAreCollectedFromEverywhere();
    void theStatusDecidesWhetherThereAreRules_data();
    void theStatusDecidesWhetherThereAreRules();
    void manyWildcardsTakeBoundedTime_data();
    void manyWildcardsTakeBoundedTime();
};

void TestRobots::theRfcDecides_data()
{
    QTest::addColumn<QByteArray>("robots");
    QTest::addColumn<QByteArray>("agent");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<bool>("allowed");
    for (const Case &row : cases)
        QTest::newRow(row.section) << QByteArray(row.robots) << QByteArray(row.agent) << QByteArray(row.path)
                                   << row.allowed;
}

void TestRobots::theRfcDecides()
{
    QFETCH(QByteArray, robots);
    QFETCH(QByteArray, agent);
    QFETCH(QByteArray, path);
    QFETCH(bool, allowed);
    const RobotsVerdict verdict = check(robots, agent, path);
    QVERIFY2(verdict.allowed == allowed, "line " + QByteArray::number(verdict.line) + ": " + verdict.text);
    QVERIFY(verdict.allowed || verdict.line > 0);
}

void TestRobots::theTableIsAsLongAsItClaims()
{
    QSet<QByteArray> sections;
    for (const Case &row : cases)
        sections.insert(row.section);
    QCOMPARE(size_t(sections.size()), std::size(cases)); // no row hides another's name
    QVERIFY(std::size(cases) >= 150);
}

void TestRobots::theProductTokenIsTheNameAtTheStart()
{
    QCOMPARE(productToken("Creel/0.1.0"), QByteArray("creel"));
    QCOMPARE(productToken("Creel"), QByteArray("creel"));
    QCOMPARE(productToken("My_Crawl-er (+https://a.test)"), QByteArray("my_crawl-er"));
    QCOMPARE(productToken(" Creel"), QByteArray());
    QCOMPARE(productToken("*"), QByteArray());
    QCOMPARE(productToken(""), QByteArray());
}

void TestRobots::theVerdictNamesTheDecidingLine()
{
    const QByteArray robots =
        "# ours\nUser-agent: *\n  Disallow:  /a   # keep out \nAllow: /a/b\nDisallow: /a/b\nAllow: /a/b\n";
    RobotsVerdict verdict = check(robots, "creel", "/a");
    QCOMPARE(verdict.line, 3);
    QCOMPARE(verdict.text, QByteArray("Disallow:  /a   # keep out"));
    verdict = check(robots, "creel", "/a/b");
    QVERIFY(verdict.allowed);
    QCOMPARE(verdict.line, 4); // of equal ones the first
    QCOMPARE(verdict.text, QByteArray("Allow: /a/b"));
    QCOMPARE(
        check("User-agent: creel\nDisallow: /a\nUser-agent: x\nUser-agent: creel\nDisallow: /b", "creel", "/b").line,
        5);
}

void TestRobots::theVerdictTellsWhenNoRuleMatches()
{
    for (const char *path : {"/b", "/robots.txt"}) {
        const RobotsVerdict verdict = check("User-agent: *\nDisallow: /a\nDisallow: /robots\n", "creel", path);
        QVERIFY(verdict.allowed);
        QCOMPARE(verdict.line, 0);
        QCOMPARE(verdict.text, QByteArray());
    }
    QCOMPARE(RobotsRules().check(*Url::parse(QByteArrayView("https://a.test/"))).line, 0);
}

void TestRobots::linesAreCountedWhateverTheyEndWith_data()
{
    QTest::addColumn<QByteArray>("newline");
    QTest::newRow("LF") << QByteArray("\n");
    QTest::newRow("CR") << QByteArray("\r");
    QTest::newRow("CR LF") << QByteArray("\r\n");
}

void TestRobots::linesAreCountedWhateverTheyEndWith()
{
    QFETCH(QByteArray, newline);
    const QByteArray robots = QByteArray("\xEF\xBB\xBF# one\n\nUser-agent: *\n\nDisallow: /a").replace("\n", newline);
    QCOMPARE(check(robots, "creel", "/a").line, 5);
}

void TestRobots::whatIsBeyondTheLimitIsIgnored()
{
    QVERIFY(RobotsTxt::maxBytes >= 500 * 1024); // §2.5: at least 500 kibibytes
    QByteArray robots = "User-agent: *\nDisallow: /a\n";
    robots += QByteArray(RobotsTxt::maxBytes - robots.size() - 1, '#') + '\n';
    robots += "Disallow: /b\n";
    QVERIFY(!check(robots, "creel", "/a").allowed);
    QVERIFY(check(robots, "creel", "/b").allowed);
}

void TestRobots::aLineThatTheLimitCutsIsIgnored()
{
    const QByteArray last = "Allow: /b/c\n";
    for (qsizetype beyond = 2; beyond <= last.size(); ++beyond) {
        QByteArray robots = "User-agent: *\nDisallow: /b\n";
        robots += QByteArray(RobotsTxt::maxBytes - robots.size() - 1 - last.size() + beyond, '#') + '\n' + last;
        QCOMPARE(robots.size(), RobotsTxt::maxBytes + beyond);
        QVERIFY(!check(robots, "creel", "/b/c").allowed); // "Allow: /b/" would be another rule, and a wider one
    }
}

void TestRobots::aLineThatEndsAtTheLimitCounts()
{
    const QByteArray last = "Disallow: /b";
    QByteArray robots = "User-agent: *\n";
    robots += QByteArray(RobotsTxt::maxBytes - robots.size() - 1 - last.size(), '#') + '\n' + last;
    QCOMPARE(robots.size(), RobotsTxt::maxBytes);
    QVERIFY(!check(robots, "creel", "/b").allowed);
    for (const char *newline : {"\n", "\r", "\r\n"})
        QVERIFY(!check(robots + newline + "Allow: /b\n", "creel", "/b").allowed);
    QVERIFY(check(robots + "b\n", "creel", "/b").allowed);
}

void TestRobots::aFileWithoutALineEndWithinTheLimitSaysNothing()
{
    const QByteArray robots = "User-agent: *" + QByteArray(RobotsTxt::maxBytes, ' ') + "\nDisallow: /\n";
    QVERIFY(check(robots, "creel", "/").allowed);
}

void TestRobots::crawlDelayIsReadInSeconds_data()
{
    QTest::addColumn<QByteArray>("value");
    QTest::addColumn<qint64>("ms"); // -1: none
    const auto row = [](const char *value, qint64 ms) { QTest::newRow(value) << QByteArray(value) << ms; };
    row("5", 5'000);
    row("2.5", 2'500);
    row("0.001", 1);
    row(".5", 500);
    row("0", 0);
    row("007", 7'000);
    row("10 # slowly", 10'000);
    row("86400", 86'400'000);
    row("86401", 86'400'000);
    row("99999999999999999999999999", 86'400'000);
    row("-1", -1);
    row("+1", -1);
    row("", -1);
    row(".", -1);
    row("1.2.3", -1);
    row("1,5", -1);
    row("1e3", -1);
    row("inf", -1);
    row("nan", -1);
    row("0x10", -1);
    row("5s", -1);
    row("5 6", -1);
}

void TestRobots::crawlDelayIsReadInSeconds()
{
    QFETCH(QByteArray, value);
    QFETCH(qint64, ms);
    const std::optional<milliseconds> delay = delayOf("User-agent: *\nCRAWL-delay: " + value + "\nDisallow: /a\n");
    QCOMPARE(delay ? qint64(delay->count()) : -1, ms);
}

void TestRobots::crawlDelayBelongsToItsGroup()
{
    const QByteArray robots =
        "Crawl-delay: 1\nUser-agent: *\nDisallow: /\nCrawl-delay: 2\nUser-agent: creel\nDisallow: /\n"
        "User-agent: x\nDisallow: /\nCrawl-delay: 3\n";
    QVERIFY(!delayOf(robots, "creel"));
    QCOMPARE(delayOf(robots, "x")->count(), 3000);
    QCOMPARE(delayOf(robots, "other")->count(), 2000);
}

void TestRobots::theLongestCrawlDelayOfMergedGroupsCounts()
{
    const QByteArray robots = "User-agent: creel\nCrawl-delay: 1\nDisallow: /a\nCrawl-delay: 3\nCrawl-delay: x\n"
                              "User-agent: creel\nDisallow: /b\nCrawl-delay: 2\n";
    QCOMPARE(delayOf(robots)->count(), 3000);
}

void TestRobots::crawlDelayIsOnlyForThoseNamedAboveIt()
{
    // §2.2.4: the delay ends no group, so that both obey the rules; but it is written below the one name only.
    const QByteArray robots = "User-agent: slow\nCrawl-delay: 9\n\nUser-agent: *\nDisallow: /a\n";
    QCOMPARE(delayOf(robots, "slow")->count(), 9000);
    QVERIFY(!check(robots, "slow", "/a").allowed);
    QVERIFY(!delayOf(robots, "creel"));
}

void TestRobots::sitemapsAreCollectedFromEverywhere()
{
    const RobotsTxt robots =
        RobotsTxt::parse("Sitemap: https://a.test/1.xml\nUser-agent: *\nSITEMAP:https://a.test/2.xml.gz # two\n"
                         "Disallow: /\n  sitemap : /3.xml\t\nSitemap:\nSite-map: https://a.test/4.xml\n");
    const QList<QByteArray> expected{"https://a.test/1.xml", "https://a.test/2.xml.gz", "/3.xml"};
    QCOMPARE(robots.sitemaps(), expected);
}

void TestRobots::theStatusDecidesWhetherThereAreRules_data()
{
    QTest::addColumn<int>("error");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("redirects");
    QTest::addColumn<int>("access");
    using Kind = FetchError::Kind;
    using Access = RobotsAccess;
    const auto row = [](const char *name, Kind error, int status, int redirects, Access access) {
        QTest::newRow(name) << int(error) << status << redirects << int(access);
    };
    row("§2.3.1.1 200", Kind::None, 200, 0, Access::Parse);
    row("§2.3.1.1 204", Kind::None, 204, 0, Access::Parse);
    row("§2.3.1.1 299", Kind::None, 299, 0, Access::Parse);
    row("§2.3.1.1 200 behind five redirects", Kind::None, 200, 5, Access::Parse);
    row("§2.5 200 with a body over the cap", Kind::TooLarge, 200, 0, Access::Parse);
    row("§2.3.1.2 301", Kind::None, 301, 0, Access::Follow);
    row("§2.3.1.2 302", Kind::None, 302, 1, Access::Follow);
    row("§2.3.1.2 303", Kind::None, 303, 2, Access::Follow);
    row("§2.3.1.2 307", Kind::None, 307, 3, Access::Follow);
    row("§2.3.1.2 308, the fifth", Kind::None, 308, 4, Access::Follow);
    row("§2.3.1.2 301, the sixth", Kind::None, 301, 5, Access::AllowAll);
    row("§2.3.1.2 300 leads nowhere", Kind::None, 300, 0, Access::AllowAll);
    row("§2.3.1.2 304 leads nowhere", Kind::None, 304, 0, Access::AllowAll);
    row("§2.3.1.2 a redirect to what is no URL", Kind::BadRedirect, 302, 0, Access::AllowAll);
    row("§2.3.1.2 a loop", Kind::RedirectLoop, 302, 1, Access::AllowAll);
    row("§2.3.1.2 too many for another", Kind::TooManyRedirects, 302, 3, Access::AllowAll);
    row("§2.3.1.3 400", Kind::None, 400, 0, Access::AllowAll);
    row("§2.3.1.3 401", Kind::None, 401, 0, Access::AllowAll);
    row("§2.3.1.3 403", Kind::Http, 403, 0, Access::AllowAll);
    row("§2.3.1.3 404", Kind::Http, 404, 0, Access::AllowAll);
    row("§2.3.1.3 404 with a broken body", Kind::Truncated, 404, 0, Access::AllowAll);
    row("§2.3.1.3 410", Kind::None, 410, 0, Access::AllowAll);
    row("§2.3.1.3 429", Kind::None, 429, 0, Access::AllowAll);
    row("§2.3.1.3 499", Kind::None, 499, 0, Access::AllowAll);
    row("§2.3.1.4 500", Kind::None, 500, 0, Access::DisallowAll);
    row("§2.3.1.4 503", Kind::Http, 503, 0, Access::DisallowAll);
    row("§2.3.1.4 599", Kind::None, 599, 0, Access::DisallowAll);
    row("§2.3.1.4 503 behind a redirect", Kind::None, 503, 1, Access::DisallowAll);
    row("§2.3.1.4 a status that is none", Kind::None, 600, 0, Access::DisallowAll);
    row("§2.3.1.4 101", Kind::None, 101, 0, Access::DisallowAll);
    row("§2.3.1.4 no address", Kind::Dns, 0, 0, Access::DisallowAll);
    row("§2.3.1.4 refused", Kind::Refused, 0, 0, Access::DisallowAll);
    row("§2.3.1.4 a certificate", Kind::Tls, 0, 0, Access::DisallowAll);
    row("§2.3.1.4 silence", Kind::FirstByteTimeout, 0, 0, Access::DisallowAll);
    row("§2.3.1.4 a body that broke off", Kind::Truncated, 200, 0, Access::DisallowAll);
    row("§2.3.1.4 a body that can't be decoded", Kind::Decode, 200, 0, Access::DisallowAll);
    row("§2.3.1.4 endless headers", Kind::TooLarge, 0, 0, Access::DisallowAll);
}

void TestRobots::theStatusDecidesWhetherThereAreRules()
{
    QFETCH(int, error);
    QFETCH(int, status);
    QFETCH(int, redirects);
    QFETCH(int, access);
    QCOMPARE(int(robotsAccess(FetchError::Kind(error), status, redirects)), access);
}

void TestRobots::manyWildcardsTakeBoundedTime_data()
{
    QTest::addColumn<QByteArray>("robots");
    QTest::addColumn<QByteArray>("path");
    const QByteArray start = "User-agent: *\nDisallow: /";
    QTest::newRow("wildcards that match nothing") << start + QByteArray("*a").repeated(20'000) + "*b$\n"
                                                  << '/' + QByteArray(60'000, 'a');
    QTest::newRow("long pieces") << start + ('*' + QByteArray(200'000, 'a') + "b").repeated(2) + "\n"
                                 << '/' + QByteArray(400'000, 'a');
    QTest::newRow("nothing but wildcards") << start + QByteArray(400'000, '*') + "b\n"
                                           << '/' + QByteArray(400'000, 'a');
    QByteArray rules = start + "\n";
    for (int i = 0; i < 40'000; ++i)
        rules += "Allow:*ab$\n";
    QTest::newRow("many rules") << rules << '/' + QByteArray(2'000, 'a');
    QTest::newRow("many groups") << QByteArray("User-agent: creel\nDisallow:/a*b\n").repeated(17'000)
                                 << '/' + QByteArray(2'000, 'a');
    QTest::newRow("many names and delays")
        << QByteArray("User-agent: creel\nCrawl-delay:1\n").repeated(15'000) << QByteArray("/");
}

void TestRobots::manyWildcardsTakeBoundedTime()
{
    QFETCH(QByteArray, robots);
    QFETCH(QByteArray, path);
    QElapsedTimer timer;
    timer.start();
    check(robots, "creel", path);
    QVERIFY2(timer.elapsed() < 5'000, QByteArray::number(timer.elapsed()) + " ms"); // sanitized, on a busy machine
}

QTEST_GUILESS_MAIN(TestRobots)
#include "tst_robots.moc"
