QCoro::Task<> sleeper(std::stop_token stop)
{
    const bool slept = co_await sleepFor(1h, stop);
    print(slept ? "slept well" : "woken early");
}

QCoro::Task<> program()
{
    std::stop_source stop;
    auto task = sleeper(stop.get_token());
    co_await sleepFor(10ms);
    stop.request_stop();
    co_await task;
    print("it has ended");
}
