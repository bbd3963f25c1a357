QCoro::Task<> hello()
{
    print("hello");
    co_await sleepFor(10ms);
    print("world");
}

void program() // under a QCoreApplication
{
    QCoro::waitFor(hello());
}
