AsyncGenerator<int> countdown(int from)
{
    for (int n = from; n > 0; --n) {
        co_await sleepFor(1ms);
        co_yield n;
    }
}

QCoro::Task<> program()
{
    auto numbers = countdown(3);
    for (;;) {
        const std::optional<int> n = co_await numbers.next();
        if (!n)
            break;
        print(*n);
    }
}
