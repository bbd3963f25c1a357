// A connection that breaks at every byte of an answer, by a reset and by a close, for each way in which an answer says where
// it ends: no broken page passes for a whole one, and no other row is harmed.
#include "support/coders.h"
#include "support/fetchclient.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QTest>

using namespace creel;
using namespace creel::test;
using Kind = FetchError::Kind;

namespace {

const QByteArray page = "<title>A page</title><p>Text.";

struct Answer {
    QByteArray head, body;
    bool untilClose = false;
    QByteArray bytes() const { return head + body; }
};

Answer lengthAnswer()
{
    return {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: " + QByteArray::number(page.size())
                + "\r\n\r\n",
            page};
}

Answer chunkedAnswer()
{
    const QByteArray first = page.first(10), rest = page.sliced(10);
    return {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n",
            "a;ext=1\r\n" + first + "\r\n" + QByteArray::number(rest.size(), 16) + "\r\n" + rest
                + "\r\n0\r\nTrailer: x\r\n\r\n"};
}

Answer gzippedAnswer()
{
    const QByteArray zipped = gzip(page);
    return {"HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n"
            "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: "
                + QByteArray::number(zipped.size()) + "\r\n\r\n",
            zipped};
}

Answer untilCloseAnswer() { return {"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n", page, true}; }

/// "/reset/17": the first 17 bytes of the answer, then a reset. "/good/17": a good page.
Script cutScript(const QByteArray &target, const Answer &answer)
{
    const QList<QByteArray> parts = target.split('/');
    Script script = Script().send(answer.bytes().first(parts.value(2).toInt()));
    if (parts.value(1) == "close")
        return script.close();
    if (parts.value(1) == "reset")
        return script.reset(); // at once: the reset may overtake bytes that nobody has read yet
    if (parts.value(1) == "later")
        return script.pause(milliseconds(3)).reset();
    return Script::html(page);
}

void addAnswers()
{
    QTest::addColumn<Answer>("answer");
    QTest::newRow("length") << lengthAnswer();
    QTest::newRow("chunked") << chunkedAnswer();
    QTest::newRow("gzip after 103") << gzippedAnswer();
    QTest::newRow("until close") << untilCloseAnswer();
}

/// May a whole page come of an answer that breaks off like this?
bool mayBeWhole(const Answer &answer, const QByteArray &how, qsizetype cut)
{
    const qsizetype all = answer.bytes().size();
    return how == "good" || (answer.untilClose ? how == "close" && cut >= answer.head.size() : cut == all);
}

} // namespace

Q_DECLARE_METATYPE(Answer)

class TestMisbehaviourBytes : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void anAnswerThatBreaksAtAnyByteIsItsRow_data() { addAnswers(); }
    void anAnswerThatBreaksAtAnyByteIsItsRow()
    {
        QFETCH(Answer, answer);
        TestServer server;
        server.onAny([answer](const Request &request) { return cutScript(request.target, answer); });
        QStringList paste;
        QList<std::pair<QByteArray, qsizetype>> expected;
        for (qsizetype cut = 0; cut <= answer.bytes().size(); ++cut) {
            for (const char *how : {"reset", "good", "later", "close"}) {
                expected.append({how, cut});
                paste << QString::fromUtf8(server.url("/" + QByteArray(how) + '/' + QByteArray::number(cut)));
            }
        }
        RunHarness harness(paste.join(QLatin1Char('\n')));
        QElapsedTimer clock;
        clock.start();
        QVERIFY(harness.finish(60'000));
        const QList<Record> rows = harness.rows();
        QCOMPARE(rows.size(), expected.size());
        for (qsizetype i = 0; i < rows.size(); ++i) {
            const auto &[how, cut] = expected[i];
            const Record &row = rows[i];
            const QByteArray what = how + " at " + QByteArray::number(cut) + ": " + row.error.toUtf8();
            if (mayBeWhole(answer, how, cut)) {
                QVERIFY2(row.state == RowState::Ok, what);
                if (how == "good" || cut == answer.bytes().size())
                    QVERIFY2(row.title == QStringLiteral("A page"), what);
            } else {
                QVERIFY2(row.state == RowState::Failed, what);
                QVERIFY2(row.errorKind == Kind::Reset || row.errorKind == Kind::Truncated, what);
            }
        }
        QCOMPARE(harness.receipt().lost, 0);
        qInfo("%d answers, broken at every byte in three ways: %.1f s", int(rows.size()),
              double(clock.elapsed()) / 1000);
    }

    void inTlsToo_data() { addAnswers(); }
    void inTlsToo()
    {
        QFETCH(Answer, answer);
        TestServer server(TestServer::Tls::Good);
        server.onAny([answer](const Request &request) { return cutScript(request.target, answer); });
        FetchClient client({}, trusting(TestServer::caCertificatePath()));
        Fleet fleet;
        QList<std::pair<QByteArray, qsizetype>> sent;
        for (qsizetype cut = 0; cut <= answer.bytes().size(); ++cut) {
            for (const char *how : {"reset", "later", "close"}) {
                sent.append({how, cut});
                fleet.launch(client, server.url("/" + QByteArray(how) + '/' + QByteArray::number(cut)));
            }
        }
        QVERIFY(fleet.land(60'000));
        for (qsizetype i = 0; i < sent.size(); ++i) {
            const auto &[how, cut] = sent[i];
            const FetchResult &result = fleet.flights[size_t(i)]->result;
            const QByteArray what = how + " at " + QByteArray::number(cut) + ": " + result.error.message.toUtf8();
            if (mayBeWhole(answer, how, cut))
                QVERIFY2(result.ok(), what);
            else
                QVERIFY2(result.error.kind == Kind::Reset || result.error.kind == Kind::Truncated, what);
        }
    }
};

QTEST_GUILESS_MAIN(TestMisbehaviourBytes)
#include "tst_misbehaviour_bytes.moc"
