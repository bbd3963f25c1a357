QCoro::Task<> talk()
{
    print("talk");
    co_return;
}

QCoro::Task<> sayGoodbye()
{
    co_await sleepFor(10ms);
    print("goodbye");
}

QCoro::Task<> program()
{
    print("hello");
    co_await withCleanup(talk, sayGoodbye);
    print("after");
}
