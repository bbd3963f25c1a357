QCoro::Task<int> square(int x)
{
    co_await sleepFor(milliseconds(40 - 10 * x)); // 3 is done first
    co_return x *x;
}

QCoro::Task<> program()
{
    std::vector<QCoro::Task<int>> tasks;
    for (const int x : {1, 2, 3})
        tasks.push_back(square(x));
    const std::vector<int> squares = co_await gather(std::move(tasks));
    for (const int result : squares)
        print(result);
}
