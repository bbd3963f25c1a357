QCoro::Task<> answer(QPromise<int> promise)
{
    co_await sleepFor(10ms);
    promise.addResult(42);
    promise.finish();
}

QCoro::Task<> program()
{
    QPromise<int> promise;
    promise.start();
    QFuture<int> future = promise.future();
    auto answering = answer(std::move(promise));
    const int value = co_await future;
    print("the answer is", value);
    co_await answering;
}
