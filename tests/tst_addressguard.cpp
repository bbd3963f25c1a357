// The guard of the user's network: which addresses are the internet's, what a list allows, and that a connection is made
// to no other, whatever the DNS says.
#include "support/fetchclient.h"
#include "support/testserver.h"

#include "net/addressguard.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

struct AddressRow {
    const char *address;
    bool isPublic;
    const char *why;
};

// IANA's IPv4 and IPv6 special-purpose address registries, row by row, with both ends of each block and the neighbours.
const AddressRow addressRows[] = {
    {"0.0.0.0", false, "this host, RFC 1122 §3.2.1.3"},
    {"0.255.255.255", false, "this network, RFC 791 §3.2"},
    {"1.0.0.0", true, "next to 0/8"},
    {"8.8.8.8", true, "a public resolver"},
    {"9.255.255.255", true, "next to 10/8"},
    {"10.0.0.0", false, "private, RFC 1918"},
    {"10.255.255.255", false, "private, RFC 1918"},
    {"11.0.0.0", true, "next to 10/8"},
    {"100.63.255.255", true, "next to 100.64/10"},
    {"100.64.0.0", false, "carriers' shared space, RFC 6598"},
    {"100.100.100.200", false, "metadata of Alibaba's cloud, in RFC 6598"},
    {"100.127.255.255", false, "carriers' shared space, RFC 6598"},
    {"100.128.0.0", true, "next to 100.64/10"},
    {"126.255.255.255", true, "next to 127/8"},
    {"127.0.0.0", false, "loopback, RFC 1122 §3.2.1.3"},
    {"127.0.0.1", false, "loopback, RFC 1122 §3.2.1.3"},
    {"127.255.255.255", false, "loopback, RFC 1122 §3.2.1.3"},
    {"128.0.0.0", true, "next to 127/8"},
    {"168.63.129.15", true, "next to Azure's"},
    {"168.63.129.16", false, "metadata of Azure"},
    {"168.63.129.17", true, "next to Azure's"},
    {"169.253.255.255", true, "next to 169.254/16"},
    {"169.254.0.0", false, "link-local, RFC 3927"},
    {"169.254.169.254", false, "metadata of most clouds, in RFC 3927"},
    {"169.254.255.255", false, "link-local, RFC 3927"},
    {"169.255.0.0", true, "next to 169.254/16"},
    {"172.15.255.255", true, "next to 172.16/12"},
    {"172.16.0.0", false, "private, RFC 1918"},
    {"172.31.255.255", false, "private, RFC 1918"},
    {"172.32.0.0", true, "next to 172.16/12"},
    {"191.255.255.255", true, "next to 192.0.0/24"},
    {"192.0.0.0", false, "protocol assignments, RFC 6890 §2.1"},
    {"192.0.0.170", false, "NAT64 discovery, RFC 7050"},
    {"192.0.0.192", false, "metadata of Oracle's cloud"},
    {"192.0.0.255", false, "protocol assignments, RFC 6890 §2.1"},
    {"192.0.1.0", true, "between 192.0.0/24 and 192.0.2/24"},
    {"192.0.2.0", false, "documentation, RFC 5737"},
    {"192.0.2.255", false, "documentation, RFC 5737"},
    {"192.0.3.0", true, "next to 192.0.2/24"},
    {"192.31.196.1", true, "AS112, globally reachable, RFC 7535"},
    {"192.52.193.1", true, "AMT, globally reachable, RFC 7450"},
    {"192.88.98.255", true, "next to 192.88.99/24"},
    {"192.88.99.1", false, "6to4 relays, RFC 7526"},
    {"192.88.100.0", true, "next to 192.88.99/24"},
    {"192.167.255.255", true, "next to 192.168/16"},
    {"192.168.0.0", false, "private, RFC 1918"},
    {"192.168.255.255", false, "private, RFC 1918"},
    {"192.169.0.0", true, "next to 192.168/16"},
    {"192.175.48.1", true, "AS112, globally reachable, RFC 7534"},
    {"198.17.255.255", true, "next to 198.18/15"},
    {"198.18.0.0", false, "benchmarks, RFC 2544"},
    {"198.19.255.255", false, "benchmarks, RFC 2544"},
    {"198.20.0.0", true, "next to 198.18/15"},
    {"198.51.99.255", true, "next to 198.51.100/24"},
    {"198.51.100.0", false, "documentation, RFC 5737"},
    {"198.51.100.255", false, "documentation, RFC 5737"},
    {"198.51.101.0", true, "next to 198.51.100/24"},
    {"203.0.112.255", true, "next to 203.0.113/24"},
    {"203.0.113.0", false, "documentation, RFC 5737"},
    {"203.0.113.255", false, "documentation, RFC 5737"},
    {"203.0.114.0", true, "next to 203.0.113/24"},
    {"223.255.255.255", true, "next to 224/4"},
    {"224.0.0.1", false, "multicast, RFC 5771"},
    {"239.255.255.255", false, "multicast, RFC 5771"},
    {"240.0.0.0", false, "reserved, RFC 1112 §4"},
    {"255.255.255.254", false, "reserved, RFC 1112 §4"},
    {"255.255.255.255", false, "limited broadcast, RFC 919 §7"},

    {"::", false, "unspecified, RFC 4291 §2.5.2"},
    {"::1", false, "loopback, RFC 4291 §2.5.3"},
    {"::7f00:1", false, "IPv4-compatible 127.0.0.1, RFC 4291 §2.5.5.1"},
    {"::8.8.8.8", true, "IPv4-compatible 8.8.8.8"},
    {"::ffff:10.0.0.1", false, "IPv4-mapped, RFC 4291 §2.5.5.2"},
    {"::ffff:127.0.0.1", false, "IPv4-mapped"},
    {"::ffff:169.254.169.254", false, "IPv4-mapped metadata"},
    {"::ffff:0.0.0.0", false, "IPv4-mapped unspecified"},
    {"::ffff:8.8.8.8", true, "IPv4-mapped 8.8.8.8"},
    {"::ffff:0:127.0.0.1", false, "IPv4-translated, RFC 2765 §2.1"},
    {"64:ff9b::10.0.0.1", false, "NAT64, RFC 6052 §2.1"},
    {"64:ff9b::127.0.0.1", false, "NAT64"},
    {"64:ff9b::8.8.8.8", true, "NAT64 8.8.8.8"},
    {"64:ff9b:1::8.8.8.8", false, "local-use NAT64, RFC 8215"},
    {"100::1", false, "discard-only, RFC 6666"},
    {"100:0:0:1::1", false, "dummy prefix, RFC 9780"},
    {"1fff:ffff::1", false, "unassigned, next to 2000::/3"},
    {"2000::1", true, "the first of 2000::/3, RFC 4291 §2.4"},
    {"2001:0:808:808::f7f7:f7f7", true, "Teredo, server and client 8.8.8.8, RFC 4380 §4"},
    {"2001:0:808:808::f5ff:fffe", false, "Teredo, client 10.0.0.1"},
    {"2001:0:a00:1::f7f7:f7f7", false, "Teredo, server 10.0.0.1"},
    {"2001:1::1", false, "port control anycast, RFC 7723"},
    {"2001:2::1", false, "benchmarks, RFC 5180"},
    {"2001:10::1", false, "ORCHID, RFC 4843"},
    {"2001:20::1", false, "ORCHIDv2, RFC 7343"},
    {"2001:1ff:ffff::1", false, "protocol assignments, RFC 2928"},
    {"2001:200::1", true, "next to 2001::/23"},
    {"2001:4860:4860::8888", true, "a public resolver"},
    {"2001:db7:ffff::1", true, "next to 2001:db8::/32"},
    {"2001:db8::1", false, "documentation, RFC 3849"},
    {"2001:db8:ffff:ffff::1", false, "documentation, RFC 3849"},
    {"2001:db9::1", true, "next to 2001:db8::/32"},
    {"2002:a00:1::1", false, "6to4 of 10.0.0.1, RFC 3056 §2"},
    {"2002:7f00:1::", false, "6to4 of 127.0.0.1"},
    {"2002:a9fe:a9fe::1", false, "6to4 of 169.254.169.254"},
    {"2002:808:808::1", true, "6to4 of 8.8.8.8"},
    {"2003::1", true, "next to 6to4"},
    {"2606:4700:4700::1111", true, "a public resolver"},
    {"2620:4f:8000::1", true, "AS112, globally reachable, RFC 7534"},
    {"3ffe:ffff::1", true, "next to 3fff::/20"},
    {"3fff::1", false, "documentation, RFC 9637"},
    {"3fff:fff::1", false, "documentation, RFC 9637"},
    {"3fff:1000::1", true, "next to 3fff::/20"},
    {"4000::1", false, "unassigned, next to 2000::/3"},
    {"5f00::1", false, "segment routing, RFC 9602"},
    {"fbff::1", false, "unassigned"},
    {"fc00::1", false, "unique local, RFC 4193"},
    {"fd00:ec2::254", false, "metadata of Amazon's cloud, in RFC 4193"},
    {"fd20:ce::254", false, "metadata of Google's cloud, in RFC 4193"},
    {"fdff:ffff::1", false, "unique local, RFC 4193"},
    {"fe80::1", false, "link-local, RFC 4291 §2.5.6"},
    {"febf::1", false, "link-local, RFC 4291 §2.5.6"},
    {"fec0::1", false, "site-local, RFC 3879"},
    {"ff02::1", false, "multicast, RFC 4291 §2.7"},
};

AddressGuard guardFor(std::initializer_list<const char *> pasted)
{
    AddressGuard guard;
    for (const char *url : pasted)
        guard.allow(*Url::parse(QByteArrayView(url)));
    return guard;
}

bool permits(const AddressGuard &guard, const char *host, const char *address)
{
    return guard.permits(host, QHostAddress(QString::fromLatin1(address)));
}

/// A resolver that answers the same addresses for every name.
Resolver::LookUp everyNameIs(const QList<QHostAddress> &addresses)
{
    return [addresses](const QString &, QObject *, const auto &done) {
        QHostInfo info;
        info.setAddresses(addresses);
        done(info);
    };
}

FetchResult fetchResolved(FetchClient &client, const QByteArray &url, const QStringList &addresses)
{
    QList<QHostAddress> list;
    for (const QString &address : addresses)
        list.append(QHostAddress(address));
    Resolver resolver(&std::chrono::steady_clock::now, everyNameIs(list));
    FetchLimits limits;
    limits.total = milliseconds(3000);
    Fetcher fetcher(client.pool, resolver, limits);
    auto task = fetcher.fetch(FetchClient::request(url), {});
    return QCoro::waitFor(std::move(task));
}

} // namespace

class TestAddressGuard : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAddressIsTheInternetsOrNot_data();
    void anAddressIsTheInternetsOrNot();
    void aNullAddressIsNotTheInternets();
    void someNamesAreLocalByTheirForm_data();
    void someNamesAreLocalByTheirForm();
    void aListedLiteralIsAllowedAtAnyPort();
    void aListedLocalNameIsAllowedForItselfAlone();
    void anOrdinaryNameAllowsNothing();
    void withoutAGuardEverythingIsConnectedTo();
    void everySpellingOfALiteralIsRefused_data();
    void everySpellingOfALiteralIsRefused();
    void aListedLiteralIsFetched();
    void aNameThatResolvesToThePrivateIsRefused_data();
    void aNameThatResolvesToThePrivateIsRefused();
    void onlyThePublicOnesOfManyAddressesAreTried();
    void anAnswerThatTurnsPrivateIsRefused();
    void aProxyIsAskedForNothingThatLooksLocal_data();
    void aProxyIsAskedForNothingThatLooksLocal();
};

void TestAddressGuard::anAddressIsTheInternetsOrNot_data()
{
    QTest::addColumn<QString>("address");
    QTest::addColumn<bool>("isPublic");
    for (const AddressRow &row : addressRows)
        QTest::addRow("%s: %s", row.address, row.why) << QString::fromLatin1(row.address) << row.isPublic;
}

void TestAddressGuard::anAddressIsTheInternetsOrNot()
{
    QFETCH(QString, address);
    QFETCH(bool, isPublic);
    const QHostAddress parsed(address);
    QVERIFY(!parsed.isNull());
    QCOMPARE(isPublicAddress(parsed), isPublic);
}

void TestAddressGuard::aNullAddressIsNotTheInternets() { QVERIFY(!isPublicAddress(QHostAddress())); }

void TestAddressGuard::someNamesAreLocalByTheirForm_data()
{
    QTest::addColumn<QByteArray>("host");
    QTest::addColumn<bool>("isLocal");
    for (const char *host :
         {"localhost", "localhost.", "app.localhost", "nas", "nas.", "printer.local", "db.internal", "router.lan",
          "box.home.arpa", "wiki.intranet", "git.corp", "tv.home", "shop.test", "a.private", "post.mail", "NAS.LOCAL"})
        QTest::addRow("local: %s", host) << QByteArray(host) << true;
    for (const char *host : {"example.com", "example.com.", "local.example", "localhost.example.com", "mylocal.org",
                             "notlocalhost.com", "home.arpa.example", "arpa.example", "in-addr.arpa", "xn--p1ai.com"})
        QTest::addRow("ordinary: %s", host) << QByteArray(host) << false;
}

void TestAddressGuard::someNamesAreLocalByTheirForm()
{
    QFETCH(QByteArray, host);
    QFETCH(bool, isLocal);
    QCOMPARE(isLocalName(host), isLocal);
}

void TestAddressGuard::aListedLiteralIsAllowedAtAnyPort()
{
    const AddressGuard guard = guardFor({"http://127.0.0.1:8080/x", "http://[fd00::5]/", "http://[::ffff:10.0.0.1]/"});
    QVERIFY(permits(guard, "127.0.0.1", "127.0.0.1"));
    QVERIFY(permits(guard, "[fd00::5]", "fd00::5"));
    QVERIFY(permits(guard, "10.0.0.1", "10.0.0.1")); // the same address, spelt otherwise
    QVERIFY(permits(guard, "www.example", "127.0.0.1"));
    QVERIFY(permits(guard, "www.example", "::ffff:127.0.0.1"));
    QVERIFY(!permits(guard, "127.0.0.2", "127.0.0.2"));
    QVERIFY(!permits(guard, "[::1]", "::1"));
    QVERIFY(!permits(guard, "10.0.0.2", "10.0.0.2"));
    QVERIFY(permits(guard, "8.8.8.8", "8.8.8.8"));
}

void TestAddressGuard::aListedLocalNameIsAllowedForItselfAlone()
{
    const AddressGuard guard = guardFor({"http://NAS/", "http://localhost.:3000/"});
    QVERIFY(permits(guard, "nas", "192.168.1.5"));
    QVERIFY(permits(guard, "nas.", "192.168.1.5"));
    QVERIFY(permits(guard, "localhost", "::1"));
    QVERIFY(!permits(guard, "192.168.1.5", "192.168.1.5"));
    QVERIFY(!permits(guard, "evil.example", "192.168.1.5"));
    QVERIFY(!permits(guard, "evil.example", "127.0.0.1"));
    QVERIFY(!permits(guard, "router", "192.168.1.1"));
    QVERIFY(!permits(guard, "app.localhost", "127.0.0.1"));
}

void TestAddressGuard::anOrdinaryNameAllowsNothing()
{
    const AddressGuard guard = guardFor({"http://wiki.example.com/", "http://8.8.8.8/"});
    QVERIFY(!permits(guard, "wiki.example.com", "10.1.2.3"));
    QVERIFY(permits(guard, "wiki.example.com", "8.8.4.4"));
}

void TestAddressGuard::withoutAGuardEverythingIsConnectedTo()
{
    TestServer server;
    server.on("/", Script::html("here"));
    FetchClient client;
    QVERIFY(client.fetch(server.url("/")).ok());
}

void TestAddressGuard::everySpellingOfALiteralIsRefused_data()
{
    QTest::addColumn<QByteArray>("host");
    for (const char *host : {"127.0.0.1", "127.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.0.0.1.", "0.0.0.0",
                             "0", "[::1]", "[::ffff:127.0.0.1]", "[::7f00:1]", "169.254.169.254", "[fe80::1]"})
        QTest::newRow(host) << QByteArray(host);
}

void TestAddressGuard::everySpellingOfALiteralIsRefused()
{
    QFETCH(QByteArray, host);
    TestServer server;
    server.onAny([](const Request &) { return Script::html("secret"); });
    const AddressGuard guard;
    FetchClient client;
    client.pool.connector().setGuard(&guard);
    const FetchResult result = client.fetch(server.url("/", host));
    QCOMPARE(result.error.kind, Kind::PrivateAddress);
    QVERIFY2(result.error.message.contains(QStringLiteral("is an address of your own network")),
             qPrintable(result.error.message));
    QCOMPARE(result.response.status, 0);
    QCOMPARE(server.connectionCount(), 0);
}

void TestAddressGuard::aListedLiteralIsFetched()
{
    TestServer server;
    server.on("/", Script::html("mine"));
    const AddressGuard guard = guardFor({"http://127.0.0.1:1/"});
    FetchClient client;
    client.pool.connector().setGuard(&guard);
    QCOMPARE(client.fetch(server.url("/")).response.body, QByteArray("mine"));
}

void TestAddressGuard::aNameThatResolvesToThePrivateIsRefused_data()
{
    QTest::addColumn<QStringList>("addresses");
    for (const char *addresses : {"127.0.0.1", "::1", "::ffff:10.0.0.1", "::ffff:127.0.0.1", "169.254.169.254",
                                  "fd00:ec2::254", "0.0.0.0", "10.0.0.1 ::1 192.168.1.1"})
        QTest::newRow(addresses) << QString::fromLatin1(addresses).split(QLatin1Char(' '));
}

void TestAddressGuard::aNameThatResolvesToThePrivateIsRefused()
{
    QFETCH(QStringList, addresses);
    TestServer server;
    const AddressGuard guard = guardFor({"http://evil.example/", "http://nas.local/"});
    FetchClient client;
    client.pool.connector().setGuard(&guard);
    const FetchResult result = fetchResolved(client, server.url("/", "evil.example"), addresses);
    QCOMPARE(result.error.kind, Kind::PrivateAddress);
    const QString origin = QStringLiteral("http://evil.example:%1").arg(server.port());
    QCOMPARE(
        result.error.message,
        QStringLiteral("%1 resolves to %2, which is an address of your own network").arg(origin, addresses.first()));
    QCOMPARE(result.response.timings.connect, -1);
    QCOMPARE(server.connectionCount(), 0);
}

void TestAddressGuard::onlyThePublicOnesOfManyAddressesAreTried()
{
    // 127.0.0.9 stands for an address of the internet here: it is listed, as a public one would be permitted. Nobody
    // listens there, but at 127.0.0.1, which the name offers too.
    TestServer server;
    server.on("/", Script::html("secret"));
    const AddressGuard guard = guardFor({"http://127.0.0.9/"});
    FetchClient client;
    client.pool.connector().setGuard(&guard);
    const FetchResult mixed =
        fetchResolved(client, server.url("/", "evil.example"),
                      {QStringLiteral("127.0.0.1"), QStringLiteral("127.0.0.9"), QStringLiteral("::ffff:127.0.0.1")});
    QCOMPARE(mixed.error.kind, Kind::Refused);
    QVERIFY2(mixed.error.message.contains(QStringLiteral("127.0.0.9")), qPrintable(mixed.error.message));
    QCOMPARE(server.connectionCount(), 0);
}

void TestAddressGuard::anAnswerThatTurnsPrivateIsRefused()
{
    // DNS rebinding: the first answer is harmless, the second leads inside. Each connection's own answer is checked.
    TestServer server;
    server.listenAt(QStringLiteral("127.0.0.2"));
    server.onAny(
        [](const Request &) { return Script().send("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx").close(); });
    const AddressGuard guard = guardFor({"http://127.0.0.2/"}); // stands for the internet
    FetchClient client;
    client.pool.connector().setGuard(&guard);
    const QByteArray url = server.url("/", "rebind.example");
    QVERIFY(fetchResolved(client, url, {QStringLiteral("127.0.0.2")}).ok());
    QTRY_COMPARE(client.pool.idleCount(), 0);
    QCOMPARE(fetchResolved(client, url, {QStringLiteral("127.0.0.1")}).error.kind, Kind::PrivateAddress);
    QCOMPARE(server.connectionCount(), 1);
}

void TestAddressGuard::aProxyIsAskedForNothingThatLooksLocal_data()
{
    QTest::addColumn<QByteArray>("url");
    QTest::addColumn<int>("kind");
    const auto row = [](const char *url, Kind kind) { QTest::newRow(url) << QByteArray(url) << int(kind); };
    row("http://far.example/", Kind::None);
    row("http://8.8.8.8/", Kind::None);
    row("http://127.0.0.1/", Kind::PrivateAddress);
    row("http://[::1]/", Kind::PrivateAddress);
    row("http://169.254.169.254/latest/", Kind::PrivateAddress);
    row("http://router.lan/", Kind::PrivateAddress);
    row("http://nas.lan/", Kind::None);     // listed
    row("http://192.168.0.7/", Kind::None); // listed
}

void TestAddressGuard::aProxyIsAskedForNothingThatLooksLocal()
{
    QFETCH(QByteArray, url);
    QFETCH(int, kind);
    TestServer proxy;
    proxy.onAny([](const Request &request) {
        return request.method == "CONNECT" ? Script().send("HTTP/1.1 200 Connected\r\n\r\n") : Script::html("by proxy");
    });
    TransportOptions transport;
    transport.proxy = QNetworkProxy(QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), proxy.port());
    const AddressGuard guard = guardFor({"http://nas.lan/", "http://192.168.0.7/"});
    FetchClient client({}, transport);
    client.pool.connector().setGuard(&guard);
    const FetchResult result = client.fetch(url);
    QCOMPARE(int(result.error.kind), kind);
    QCOMPARE(proxy.connectionCount(), kind == int(Kind::None) ? 1 : 0);
}

QTEST_GUILESS_MAIN(TestAddressGuard)
#include "tst_addressguard.moc"
