QCoro::Task<int> boil(const char *what, milliseconds time)
{
    co_await sleepFor(time);
    print(what, "is ready");
    co_return int(time.count());
}

QCoro::Task<> program()
{
    auto tea = boil("tea", 40ms); // runs from here on
    auto egg = boil("egg", 10ms);
    const int teaTime = co_await tea;
    const int eggTime = co_await egg;
    print(teaTime, eggTime);
}
