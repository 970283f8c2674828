"""Writes lstm-golden.json: 50 training steps of LSTM(8) + Dense(1) by PyTorch in double precision.

Not part of the build. To write the file again:

    python3 -m venv venv && venv/bin/pip install torch
    venv/bin/python src/test/python/lstm_golden.py \
        > src/test/resources/dev/tocsin/model/tribuo/lstm/lstm-golden.json

Inputs are single-precision numbers, so that the double-precision reference and the
single-precision kernel both read them exactly. PyTorch's LSTM has two biases, of which the
second is held at zero, as the network has one (like Keras' LSTM). Step s trains on the
windows s * batch ... (s + 1) * batch - 1, counted round and round.
"""

import json
import platform

import torch

WINDOW, HIDDEN, BATCH, WINDOWS, STEPS, SEED = 6, 8, 16, 64, 50, 20240607


class Network(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = torch.nn.LSTM(1, HIDDEN, batch_first=True)
        self.dense = torch.nn.Linear(HIDDEN, 1)
        with torch.no_grad():
            self.lstm.bias_hh_l0.zero_()
        self.lstm.bias_hh_l0.requires_grad_(False)

    def forward(self, x):
        states, _ = self.lstm(x.unsqueeze(2))
        return self.dense(states[:, -1, :]).squeeze(1)

    def parameters_in_order(self):
        """One row per gate and unit (input weight, bias, state weights), then the dense layer."""
        cell = torch.cat(
            [self.lstm.weight_ih_l0, self.lstm.bias_ih_l0.unsqueeze(1), self.lstm.weight_hh_l0], 1
        )
        flat = torch.cat([cell.flatten(), self.dense.weight.flatten(), self.dense.bias])
        return flat.detach().tolist()


def main():
    torch.manual_seed(SEED)
    torch.set_default_dtype(torch.float64)
    inputs = torch.rand(WINDOWS, WINDOW, dtype=torch.float32).double()
    targets = torch.rand(WINDOWS, dtype=torch.float32).double()
    network = Network()
    optimiser = torch.optim.Adam([p for p in network.parameters() if p.requires_grad])
    golden = {
        "written_by": f"PyTorch {torch.__version__}, Python {platform.python_version()}",
        "window": WINDOW,
        "hidden": HIDDEN,
        "batch": BATCH,
        "inputs": inputs.tolist(),
        "targets": targets.tolist(),
        "initial": network.parameters_in_order(),
        "losses": [],
    }
    for step in range(STEPS):
        chosen = [(step * BATCH + i) % WINDOWS for i in range(BATCH)]
        optimiser.zero_grad()
        loss = (network(inputs[chosen]) - targets[chosen]).abs().mean()
        loss.backward()
        optimiser.step()
        golden["losses"].append(loss.item())
    golden["trained"] = network.parameters_in_order()
    golden["forecasts"] = network(inputs).tolist()
    print(json.dumps(golden, indent=1))


main()
