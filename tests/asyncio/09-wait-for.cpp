QCoro::Task<int> slow(std::stop_token stop)
{
    co_await sleepFor(1h, stop);
    co_return 42;
}

QCoro::Task<> program()
{
    const auto result = co_await withTimeout(10ms, slow);
    if (result)
        print(*result);
    else
        print("too late");
}
