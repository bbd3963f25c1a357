#pragma once

#include "demo/demopages.h"

#include <QObject>
#include <QStringList>

#include <optional>

namespace creel {

/// Creel's own demo site, on loopback only: a tackle shop, an almanac, an atlas, a journal, and a weir where all kinds of
/// things go wrong. Five addresses of 127.0.0.0/8 are its five hosts; where the system has only 127.0.0.1 (macOS), they
/// share that one. Works on the event loop of the thread that it lives on.
class DemoSite : public QObject
{
    Q_OBJECT
public:
    explicit DemoSite(QObject *parent = nullptr);

    /// Listens on `port`, or on one that is free for 0. False: see errorString().
    bool listen(quint16 port = 0);
    QString errorString() const { return m_error; }
    QString homeUrl() const; ///< "http://127.0.0.1:8080/"

    /// The paste: about 300 URLs, with the blank, double and broken lines of real life. Empty before listen().
    QStringList urls() const;
    /// The same lines, each with what a scrape has to say of it.
    QList<DemoLine> expected() const;

private:
    bool listenOn(const QString &address, quint16 port);

    std::optional<DemoPages> m_pages;
    QHash<QByteArray, int> m_attempts; ///< by path
    quint16 m_port = 0;
    QString m_error;
};

} // namespace creel
