#pragma once

#include "demo/demosite.h"

#include <QString>
#include <QThread>

namespace creel {

/// The demo site on a thread of its own, as long as this lives: the window has its thread for itself.
class DemoThread
{
public:
    DemoThread()
    {
        m_site->moveToThread(&m_thread);
        QObject::connect(&m_thread, &QThread::finished, m_site, &QObject::deleteLater);
        m_thread.start();
        QMetaObject::invokeMethod(m_site, [this] { m_listens = m_site->listen(); }, Qt::BlockingQueuedConnection);
    }
    ~DemoThread()
    {
        m_thread.quit();
        m_thread.wait();
    }
    Q_DISABLE_COPY_MOVE(DemoThread)

    bool listens() const { return m_listens; }
    QString errorString() const { return m_site->errorString(); }
    QString urls() const { return m_site->urls().join(u'\n'); }

private:
    bool m_listens = false;
    QThread m_thread;
    DemoSite *m_site = new DemoSite; ///< the thread deletes it
};

} // namespace creel
