"""Windows per second that PyTorch trains on with one thread: the peer of LstmTrainingBenchmark.

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python src/bench/python/lstm_training.py

Time is the thread's CPU time, the best of five runs of a second each after one to warm up.
"""

import time

import torch

WINDOWS = 4096


def throughput(window, hidden, batch):
    torch.manual_seed(1)
    lstm = torch.nn.LSTM(1, hidden, batch_first=True)
    dense = torch.nn.Linear(hidden, 1)
    optimiser = torch.optim.Adam([*lstm.parameters(), *dense.parameters()])
    inputs, targets = torch.rand(WINDOWS, window, 1), torch.rand(WINDOWS, 1)

    def one_pass():
        order = torch.randperm(WINDOWS)
        for at in range(0, WINDOWS, batch):
            chosen = order[at : at + batch]
            optimiser.zero_grad()
            states, _ = lstm(inputs[chosen])
            loss = (dense(states[:, -1, :]) - targets[chosen]).abs().mean()
            loss.backward()
            optimiser.step()

    best = 0.0
    for run in range(6):
        passes, start = 0, time.process_time()
        while time.process_time() - start < 1:
            one_pass()
            passes += 1
        if run > 0:
            best = max(best, passes * WINDOWS / (time.process_time() - start))
    return best


def main():
    torch.set_num_threads(1)
    print(f"PyTorch {torch.__version__}, windows/s")
    for window, hidden in [(2, 8), (30, 8), (30, 32)]:
        for batch in [32, 128]:
            print(f"{window}x{hidden} batch {batch}: {throughput(window, hidden, batch):,.0f}")


main()
