#include "support/footprint.h"
#include "support/runharness.h"
#include "support/testserver.h"

#include <QTest>

using namespace creel;
using namespace creel::test;

class TestStop : public QObject
{
    Q_OBJECT
private Q_SLOTS:
    void aThousandStartsAndStopsLeaveNothingBehind()
    {
        TestServer server;
        server.onAny([](const Request &) { return Script().hang(); });
        QString paste;
        for (int i = 0; i < 8; ++i)
            paste += QString::fromUtf8(server.url("/" + QByteArray::number(i))) + QLatin1Char('\n');
        RunHarness harness(paste);

        constexpr int cycles = 1000, warmUp = 100;
        qint64 bytes = 0;
        qsizetype descriptors = 0;
        for (int i = 0; i < cycles; ++i) {
            if (i == warmUp) {
                QTRY_COMPARE(server.openConnections(), 0);
                server.forgetRequests(); // the test server's own memory
                bytes = allocatedBytes();
                descriptors = openDescriptors();
            }
            harness.run().start();
            if (i % 2)
                QTest::qWait(1); // so that some stops come while connecting, and some before anything
            harness.run().stop();
            QVERIFY(harness.finish());
            QCOMPARE(harness.receipt().lost, 0);
        }
        QTRY_COMPARE(server.openConnections(), 0);
        server.forgetRequests();
        const qint64 growth = allocatedBytes() - bytes;
        QVERIFY2(growth < 64 * 1024,
                 qPrintable(QStringLiteral("%1 bytes in %2 cycles").arg(growth).arg(cycles - warmUp)));
        QTRY_COMPARE(openDescriptors(), descriptors);
        QCOMPARE(harness.run().progress().counts[RowState::Queued] + harness.run().progress().counts[RowState::Stopped],
                 8);
    }
};

QTEST_GUILESS_MAIN(TestStop)
#include "tst_stop.moc"
