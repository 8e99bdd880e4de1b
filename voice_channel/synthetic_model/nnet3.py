"""The acoustic network in Kaldi's nnet3 text form, as am/final.mdl of a Vosk model."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from voice_channel.synthetic_model.features import COEFFICIENTS
from voice_channel.synthetic_model.graph import PHONE_COUNT, output_of
from voice_channel.synthetic_model.network import CONTEXT, LAYER_OFFSETS, Layer


def model_text(layers: list[Layer]) -> str:
    """Return the whole acoustic model file."""
    return transition_model() + _network(layers)


def transition_model() -> str:
    """Return the transition model: one state a phone, left or repeated with equal chance."""
    phones = range(1, PHONE_COUNT + 1)
    tuples = "".join(f"{phone} 0 {2 * output_of(phone)} {2 * output_of(phone) + 1} \n" for phone in phones)
    chances = " ".join(["0", *["-0.6931"] * (2 * PHONE_COUNT)])
    return (
        "<TransitionModel> \n<Topology> \n<TopologyEntry> \n<ForPhones> \n"
        f"{' '.join(map(str, phones))}\n</ForPhones> \n"
        "<State> 0 <ForwardPdfClass> 0 <SelfLoopPdfClass> 1 <Transition> 0 0.5 <Transition> 1 0.5 </State> \n"
        "<State> 1 </State> \n</TopologyEntry> \n</Topology> \n"
        f"<Tuples> {PHONE_COUNT} \n{tuples}</Tuples> \n<LogProbs> \n [ {chances} ]\n</LogProbs> \n"
        "</TransitionModel> \n"
    )


def _network(layers: list[Layer]) -> str:
    config = [f"input-node name=input dim={COEFFICIENTS}"]
    components = []
    source = "input"
    for index, (layer, offsets) in enumerate(zip(layers, (*LAYER_OFFSETS, (0,)), strict=True)):
        frames = ", ".join(f"Offset({source}, {offset})" if offset else source for offset in offsets)
        name = f"tdnn{index}"
        config.append(f"component-node name={name}.affine component={name}.affine input=Append({frames})")
        components.append(f"<ComponentName> {name}.affine {_affine(layer)}")
        follower, kind = (
            ("relu", "RectifiedLinearComponent") if offsets != (0,) else ("log", "LogSoftmaxComponent")
        )
        config.append(
            f"component-node name={name}.{follower} component={name}.{follower} input={name}.affine"
        )
        components.append(f"<ComponentName> {name}.{follower} {_nonlinearity(kind, len(layer.bias))}")
        source = f"{name}.{follower}"
    config.append(f"output-node name=output input={source} objective=linear")
    # The config ends at the first blank line.
    return (
        "<Nnet3> \n" + "\n".join(config) + f"\n\n<NumComponents> {len(components)} \n" + "".join(components)
        + f"</Nnet3> <LeftContext> {CONTEXT} <RightContext> {CONTEXT} <Priors>  [ ]\n"
    )  # fmt: skip


def _affine(layer: Layer) -> str:
    return (
        f"<FixedAffineComponent> <LinearParams>  [\n{_rows(layer.weights)} ]\n"
        f"<BiasParams>  [ {_numbers(layer.bias)} ]\n</FixedAffineComponent> \n"
    )


def _nonlinearity(kind: str, size: int) -> str:
    repair = " <SelfRepairScale> 0" if kind == "RectifiedLinearComponent" else ""
    return f"<{kind}> <Dim> {size} <ValueAvg>  [ ]\n<DerivAvg>  [ ]\n<Count> 0{repair} </{kind}> \n"


def _rows(matrix: npt.NDArray[np.float32]) -> str:
    return "\n".join(f"  {_numbers(row)} " for row in matrix)


def _numbers(row: Iterable[float]) -> str:
    # Three digits lose no accuracy and make the archive a third smaller than six.
    return " ".join(f"{value:.3g}" for value in row)
