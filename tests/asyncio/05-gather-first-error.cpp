QCoro::Task<Expected<int, QString>> half(int x)
{
    co_await sleepFor(10ms);
    if (x % 2 == 1)
        co_return Unexpected(u"%1 is odd"_s.arg(x));
    co_return x / 2;
}

QCoro::Task<> program()
{
    std::vector<QCoro::Task<Expected<int, QString>>> tasks;
    for (const int x : {2, 3, 8})
        tasks.push_back(half(x));
    auto results = co_await gather(std::move(tasks));
    const auto halves = valuesOf(std::move(results));
    if (!halves)
        print("no:", halves.error());
}
