"""Writes brought-model.onnx, byte by byte: a detector made by none of Tocsin's own code.

The forecast is the mean of the last four values; the band is three times the mean absolute
distance of those from it, and a thousandth, to either side. Protobuf is written by hand (field
number and wire type, then the value), after onnx.proto of IR version 8, so that nothing is needed
but Python: python3 brought_model.py > brought-model.onnx
"""

import struct
import sys

DOUBLE, INT64 = 11, 7
WINDOW = 8


def varint(n):
    out = b""
    while n > 127:
        out += bytes([n & 127 | 128])
        n >>= 7
    return out + bytes([n])


def number(field, n):
    return varint(field << 3) + varint(n)


def text(field, value):
    data = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(data)) + data


def node(operator, inputs, output, *attributes):
    body = b"".join(text(1, name) for name in inputs) + text(2, output) + text(4, operator)
    return text(1, body + b"".join(text(5, a) for a in attributes))


def integer(name, value):
    return text(1, name) + number(3, value) + number(20, 2)


def integers(name, values):
    return text(1, name) + b"".join(number(8, v) for v in values) + number(20, 7)


def tensor(name, kind, shape, data):
    dims = b"".join(number(1, d) for d in shape)
    return text(5, dims + number(2, kind) + text(8, name) + text(9, data))


def value(field, name, *widths):
    dims = text(1, text(2, "n")) + b"".join(text(1, number(1, w)) for w in widths)
    return text(field, text(1, name) + text(2, text(1, number(1, DOUBLE) + text(2, dims))))


def longs(*values):
    return b"".join(struct.pack("<q", v) for v in values)


graph = (
    node("Slice", ["window", "from", "to", "axis"], "recent")
    + node("ReduceMean", ["recent"], "mean", integers("axes", [1]), integer("keepdims", 1))
    + node("Squeeze", ["mean", "axis"], "yhat")
    + node("Sub", ["recent", "mean"], "deviation")
    + node("Abs", ["deviation"], "distance")
    + node("ReduceMean", ["distance"], "spread", integers("axes", [1]), integer("keepdims", 0))
    + node("Mul", ["spread", "three"], "wide")
    + node("Add", ["wide", "least"], "reach")
    + node("Sub", ["yhat", "reach"], "yhat_lower")
    + node("Add", ["yhat", "reach"], "yhat_upper")
    + node("Sub", ["y", "yhat"], "error")
    + node("Abs", ["error"], "far")
    + node("Div", ["far", "reach"], "anomaly_score")
    + text(2, "brought-along")
    + tensor("from", INT64, [1], longs(WINDOW - 4))
    + tensor("to", INT64, [1], longs(WINDOW))
    + tensor("axis", INT64, [1], longs(1))
    + tensor("three", DOUBLE, [1], struct.pack("<d", 3.0))
    + tensor("least", DOUBLE, [1], struct.pack("<d", 1e-3))
    + value(11, "window", WINDOW)
    + value(11, "y")
    + b"".join(value(12, o) for o in ("yhat", "yhat_lower", "yhat_upper", "anomaly_score"))
)
model = number(1, 8) + text(2, "brought_model.py") + text(7, graph) + text(8, number(2, 13))
sys.stdout.buffer.write(model)
