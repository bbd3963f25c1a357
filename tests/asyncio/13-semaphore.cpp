QCoro::Task<> visit(Semaphore *semaphore, int name)
{
    const auto permit = co_await semaphore->acquire();
    print("in", name);
    co_await sleepFor(milliseconds(10 * name));
    print("out", name);
}

QCoro::Task<> program()
{
    Semaphore semaphore(2);
    TaskGroup group;
    for (const int name : {1, 5, 9})
        group.start(visit(&semaphore, name));
    co_await group.join();
}
