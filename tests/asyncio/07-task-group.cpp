QCoro::Task<> listen(std::stop_token stop)
{
    co_await sleepFor(1h, stop);
    print("stopped, as another failed");
}

QCoro::Task<Expected<int, QString>> fail()
{
    co_await sleepFor(10ms);
    co_return Unexpected(u"broken"_s);
}

QCoro::Task<> program()
{
    TaskGroup group;
    group.start(listen(group.stopToken()));
    group.start(fail());
    co_await group.join();
    print("all have ended");
}
