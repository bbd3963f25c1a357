QCoro::Task<> produce(Channel<int> *channel)
{
    for (int n = 1; n <= 100; ++n)
        co_await channel->push(n); // sleeps while two are inside
    channel->close();
}

QCoro::Task<int> consume(Channel<int> *channel)
{
    int sum = 0;
    for (;;) {
        const std::optional<int> n = co_await channel->take();
        if (!n)
            co_return sum;
        sum += *n;
    }
}

QCoro::Task<> program()
{
    Channel<int> channel(2);
    auto first = consume(&channel);
    auto second = consume(&channel);
    co_await produce(&channel);
    const int one = co_await first;
    const int other = co_await second;
    print(one + other);
}
