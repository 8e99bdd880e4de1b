"""Training the acoustic network with TensorFlow, which Rasa brings along."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import tensorflow as tf

from voice_channel.synthetic_model.dataset import SUBSAMPLING, Dataset
from voice_channel.synthetic_model.features import COEFFICIENTS
from voice_channel.synthetic_model.network import CONTEXT, LAYER_OFFSETS, OUTPUTS, WIDTH, Layer

STEPS = 60  # output steps in a training chunk, 30 ms each
BATCH = 64
PEAK_LEARNING_RATE = 3e-3
_FRAMES = SUBSAMPLING * (STEPS - 1) + 1 + 2 * CONTEXT
_CHANNEL_SPREAD = np.linspace(3, 0.5, COEFFICIENTS, dtype=np.float32)
_BATCH_NORM_EPSILON = 1e-3

Array = npt.NDArray[np.float32]


def train(data: Dataset, epochs: float, seed: int) -> list[Layer]:
    """Train a network and return its layers, with all normalisation folded into them."""
    tf.keras.utils.set_random_seed(seed)
    sample = data.features[:: max(1, len(data.features) // 200_000)].astype(np.float32)
    mean, deviation = sample.mean(axis=0), sample.std(axis=0)
    steps = int(epochs * len(data.phones) / (SUBSAMPLING * STEPS * BATCH))
    model = _build()
    model.compile(
        tf.keras.optimizers.Adam(_OneCycle(steps), clipnorm=5.0),
        tf.keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        weighted_metrics=["accuracy"],
    )
    batches = _batches(data, mean, deviation, np.random.default_rng(seed))
    lines = max(1, steps // 25)
    model.fit(batches, steps_per_epoch=lines, epochs=max(1, steps // lines), verbose=2)
    return _fold(model, mean, deviation)


class _OneCycle(tf.keras.optimizers.schedules.LearningRateSchedule):
    """The learning rate rises for a tenth of the steps and falls to nothing along a cosine."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def __call__(self, step: tf.Tensor) -> tf.Tensor:
        progress = tf.cast(step, tf.float32) / self._steps
        falling = 0.5 * (1 + tf.cos(np.pi * (progress - 0.1) / 0.9))
        return PEAK_LEARNING_RATE * tf.where(progress < 0.1, 0.1 + 9 * progress, tf.maximum(falling, 1e-3))


def _build() -> tf.keras.Model:
    frames = tf.keras.Input((_FRAMES, COEFFICIENTS))
    signal = frames
    for index, offsets in enumerate(LAYER_OFFSETS):
        stride = SUBSAMPLING if index == 0 else 1
        # After the first layer only every third frame is left.
        places = [offset - offsets[0] for offset in offsets]
        if index:
            places = [place // SUBSAMPLING for place in places]
        length = signal.shape[1] - places[-1]  # known here, but not to the layer while it runs
        arguments = {"places": places, "length": length, "stride": stride}
        signal = tf.keras.layers.Lambda(_splice, arguments=arguments)(signal)
        signal = tf.keras.layers.Dense(WIDTH, use_bias=False, kernel_initializer="he_normal")(signal)
        signal = tf.keras.layers.BatchNormalization(momentum=0.95, epsilon=_BATCH_NORM_EPSILON)(signal)
        signal = tf.keras.layers.ReLU()(signal)
    return tf.keras.Model(frames, tf.keras.layers.Dense(OUTPUTS)(signal))


def _splice(signal: tf.Tensor, places: list[int], length: int, stride: int) -> tf.Tensor:
    return tf.concat([signal[:, place : place + length : stride] for place in places], axis=-1)


def _batches(
    data: Dataset, mean: Array, deviation: Array, random: np.random.Generator
) -> Iterator[tuple[Array, npt.NDArray[np.int32], Array]]:
    lengths = np.diff(data.offsets)
    chances = lengths / lengths.sum()
    while True:
        chunks = [_chunk(data, index, random) for index in random.choice(len(lengths), BATCH, p=chances)]
        inputs = np.stack([chunk[0] for chunk in chunks])
        # Another microphone is, to a cepstrum, a constant offset.
        inputs += random.standard_normal((BATCH, 1, COEFFICIENTS)).astype(np.float32) * _CHANNEL_SPREAD
        inputs = (inputs - mean) / deviation
        yield inputs, np.stack([chunk[1] for chunk in chunks]), np.stack([chunk[2] for chunk in chunks])


def _chunk(
    data: Dataset, utterance: int, random: np.random.Generator
) -> tuple[Array, npt.NDArray[np.int32], Array]:
    """Return (inputs, targets, weights) of a random stretch; steps past the end weigh nothing."""
    begin, end = data.offsets[utterance], data.offsets[utterance + 1]
    length = int(end - begin)
    first = int(random.integers(max(SUBSAMPLING, length - SUBSAMPLING * STEPS)))
    seen = np.clip(np.arange(first - CONTEXT, first - CONTEXT + _FRAMES), 0, length - 1)
    steps = first + SUBSAMPLING * np.arange(STEPS)
    inside = steps < length
    steps = np.minimum(steps, length - 1)
    phones = data.phones[begin:end][steps].astype(np.int32)
    later = steps - data.starts[begin:end][steps] >= SUBSAMPLING
    return data.features[begin:end][seen].astype(np.float32), 2 * phones + later, inside.astype(np.float32)


def _fold(model: tf.keras.Model, mean: Array, deviation: Array) -> list[Layer]:
    dense = [layer for layer in model.layers if isinstance(layer, tf.keras.layers.Dense)]
    norms = [layer for layer in model.layers if isinstance(layer, tf.keras.layers.BatchNormalization)]
    layers = []
    for layer, norm in zip(dense, norms, strict=False):
        (kernel,) = layer.get_weights()
        gamma, beta, average, variance = norm.get_weights()
        scale = gamma / np.sqrt(variance + _BATCH_NORM_EPSILON)
        layers.append(Layer((kernel * scale).T, beta - average * scale))
    kernel, bias = dense[-1].get_weights()
    layers.append(Layer(kernel.T, bias))
    spliced = len(LAYER_OFFSETS[0])
    first = layers[0].weights / np.tile(deviation, spliced)
    layers[0] = Layer(first, layers[0].bias - first @ np.tile(mean, spliced))
    return layers
