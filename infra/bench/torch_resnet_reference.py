"""PyTorch's numbers for a small pre-activation ResNet-18, in float64. A test compares Rote's with them.

    python torch_resnet_reference.py > packages/learning/test/fixtures/resnet-18-reference.json

Weights, running averages and images come from a formula that the test also has, so the file holds only results:
logits and loss of a training pass, the norm of each parameter's gradient and its product with a fixed direction, and logits
of an evaluation with given running averages. Shapes are Rote's: [height, width, inputs, filters] and [inputs, units].
Needs torch.
"""

import json
import math

import torch
from torch.nn import functional as F

from torch_models import ResNet18

WIDTH = 2
IMAGES = 3
SIDE = 28
LABELS = [3, 8, 1]


def waves(shape, phase):
    """Returns sin(1.7 · i + phase), in float64."""
    size = math.prod(shape)
    values = torch.tensor([math.sin(1.7 * i + phase) for i in range(size)], dtype=torch.float64)
    return values.reshape(shape)


def as_float32(values):
    return values.float().double()


def name_parts(model):
    """Returns PyTorch's tensors under Rote's names."""
    named = [("stem/kernel", model.stem.weight)]
    for s, stage in enumerate(model.stages):
        for b, block in enumerate(stage):
            name = f"stage-{s + 1}/block-{b + 1}"
            for part, norm in (("norm-1", block.norm_1), ("norm-2", block.norm_2)):
                named += [(f"{name}/{part}/gamma", norm.weight), (f"{name}/{part}/beta", norm.bias)]
            named += [(f"{name}/conv-1/kernel", block.conv_1.weight), (f"{name}/conv-2/kernel", block.conv_2.weight)]
            if block.shortcut is not None:
                named.append((f"{name}/shortcut/kernel", block.shortcut.weight))
    return named + [("output/kernel", model.output.weight), ("output/bias", model.output.bias)]


def name_statistics(model):
    for s, stage in enumerate(model.stages):
        for b, block in enumerate(stage):
            for part, norm in (("norm-1", block.norm_1), ("norm-2", block.norm_2)):
                yield f"stage-{s + 1}/block-{b + 1}/{part}/mean", norm.running_mean
                yield f"stage-{s + 1}/block-{b + 1}/{part}/variance", norm.running_var


def to_ours(tensor):
    return tensor.permute(2, 3, 1, 0) if tensor.dim() == 4 else tensor.t() if tensor.dim() == 2 else tensor


def to_theirs(tensor):
    return tensor.permute(3, 2, 0, 1) if tensor.dim() == 4 else tensor.t() if tensor.dim() == 2 else tensor


def initial(name, shape, phase):
    wave = waves(shape, phase)
    kind = name.rsplit("/", 1)[1]
    if kind == "kernel":
        return wave * (2 / math.sqrt(math.prod(shape[:-1])))
    return {"gamma": 0.6 + wave, "beta": 0.3 * wave, "bias": wave, "mean": wave, "variance": 1.5 + wave}[kind]


def main():
    model = ResNet18(WIDTH).double()
    named = name_parts(model)
    with torch.no_grad():
        for phase, (name, tensor) in enumerate([*named, *name_statistics(model)]):
            ours = tuple(to_ours(tensor).shape)
            tensor.copy_(to_theirs(as_float32(initial(name, ours, phase))))
    images = as_float32(waves((IMAGES, SIDE, SIDE, 3), 0.5)).permute(0, 3, 1, 2)
    model.eval()
    with torch.no_grad():
        evaluated = model(images)
    model.train()
    logits = model(images)
    loss = F.cross_entropy(logits, torch.tensor(LABELS))
    loss.backward()
    gradients = []
    for name, tensor in named:
        gradient = to_ours(tensor.grad)
        direction = waves(tuple(gradient.shape), 0)
        gradients.append(
            {
                "name": name,
                "shape": list(gradient.shape),
                "norm": gradient.norm().item(),
                "projection": (gradient * direction).sum().item(),
            }
        )
    print(
        json.dumps(
            {
                "width": WIDTH,
                "labels": LABELS,
                "loss": loss.item(),
                "logits": logits.tolist(),
                "evaluated": evaluated.tolist(),
                "gradients": gradients,
                "statistics": [name for name, _ in name_statistics(model)],
            },
            indent=2,
        )
    )


if __name__ == "__main__":
    main()
