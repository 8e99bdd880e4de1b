"""The acoustic network: a time-delay network whose weights are plain arrays."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from voice_channel.synthetic_model.features import COEFFICIENTS
from voice_channel.synthetic_model.speech import PHONES

# Which frames around its own each hidden layer sees (frames of 10 ms; the output layer sees one).
LAYER_OFFSETS = ((-2, -1, 0, 1, 2), (-3, 0, 3), (-3, 0, 3), (-3, 0, 3), (-3, 0, 3), (-6, 0, 6))
CONTEXT = sum(offsets[-1] for offsets in LAYER_OFFSETS)
WIDTH = 208
# Each phone has two outputs: 2 * phone for its first step, 2 * phone + 1 for the others.
OUTPUTS = 2 * len(PHONES)


@dataclass(frozen=True)
class Layer:
    """y = weights @ x + bias, with x the frames at the layer's offsets one after another."""

    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]


def save_layers(file: Path, layers: list[Layer]) -> None:
    """Write layers as a compressed .npz of half-precision arrays."""
    arrays = {}
    for index, layer in enumerate(layers):
        arrays[f"weights_{index}"] = layer.weights.astype(np.float16)
        arrays[f"bias_{index}"] = layer.bias.astype(np.float16)
    np.savez_compressed(file, **arrays)


def load_layers(file: Path) -> list[Layer]:
    """Read what `save_layers` wrote; ValueError if the shapes are not this network's."""
    with np.load(file, allow_pickle=False) as data:
        layers = [
            Layer(data[f"weights_{index}"].astype(np.float32), data[f"bias_{index}"].astype(np.float32))
            for index in range(len(LAYER_OFFSETS) + 1)
        ]
    if [layer.weights.shape for layer in layers] != layer_shapes():
        raise ValueError(f"{file} holds another network than network.py describes")
    return layers


def layer_shapes(width: int = WIDTH) -> list[tuple[int, int]]:
    """Return the (outputs, inputs) of every layer."""
    inputs = [COEFFICIENTS, *[width] * (len(LAYER_OFFSETS) - 1)]
    hidden = [(width, size * len(offsets)) for size, offsets in zip(inputs, LAYER_OFFSETS, strict=True)]
    return [*hidden, (OUTPUTS, width)]
