"""Measures how fast PyTorch trains one of the paper's networks on this machine: the peer of `measure-speed`.

    python torch_models.py --model alexnet-small [--memory-format channels-last] [--threads 1] [--seconds 3] [--device cpu]

A step is forward, backward and momentum SGD on 128 images of 28 x 28 x 3 that are already in the device's memory. Prints
one line of JSON; the speed is that of the median step. Needs torch.
"""

import argparse
import json
import re
import statistics
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH_SIZE = 128
BATCHES = 10
WARM_UP_STEPS = 2
MIN_STEPS = 3
INPUTS = 28 * 28 * 3
CLASSES = 10


class SamePadding(nn.Module):
    """What 'same' means for a window of 3, stride 2 and an even side: one more row and column at the end."""

    def forward(self, x):
        return F.pad(x, (0, 1, 0, 1))


class NormalizedConvolution(nn.Sequential):
    """A convolution without bias, batch normalization with an offset but no scale, and ReLU."""

    def __init__(self, inputs, filters, side, stride=1):
        norm = nn.BatchNorm2d(filters, eps=1e-3)
        norm.weight.requires_grad_(False)
        padding = [SamePadding()] if stride == 2 else []
        convolution = nn.Conv2d(
            inputs, filters, side, stride, padding=0 if stride == 2 else side // 2, bias=False
        )
        super().__init__(*padding, convolution, norm, nn.ReLU(inplace=True))


class Branches(nn.Module):
    """Applies several modules to the same images and concatenates their outputs along the channels."""

    def __init__(self, *branches):
        super().__init__()
        self.branches = nn.ModuleList(branches)

    def forward(self, x):
        return torch.cat([branch(x) for branch in self.branches], dim=1)


def inception(inputs, ones, threes):
    return Branches(NormalizedConvolution(inputs, ones, 1), NormalizedConvolution(inputs, threes, 3))


def downsample(inputs, threes):
    return Branches(
        NormalizedConvolution(inputs, threes, 3, stride=2), nn.MaxPool2d(3, stride=2, ceil_mode=True)
    )


def build_inception_small():
    return nn.Sequential(
        NormalizedConvolution(3, 96, 3),
        inception(96, 32, 32),
        inception(64, 32, 48),
        downsample(80, 80),
        inception(160, 112, 48),
        inception(160, 96, 64),
        inception(160, 80, 80),
        inception(160, 48, 96),
        downsample(144, 96),
        inception(240, 176, 160),
        inception(336, 176, 160),
        nn.AdaptiveAvgPool2d(1),
        nn.Flatten(),
        nn.Linear(336, CLASSES),
    )


def build_alexnet_small():
    def block(inputs):
        return [
            nn.Conv2d(inputs, 64, 5, padding=2),
            nn.ReLU(),
            nn.MaxPool2d(3, stride=2, ceil_mode=True),
            nn.LocalResponseNorm(9, alpha=0.001, beta=0.75, k=1.0),
        ]

    dense = [nn.Linear(7 * 7 * 64, 384), nn.ReLU(), nn.Linear(384, 192), nn.ReLU(), nn.Linear(192, CLASSES)]
    return nn.Sequential(*block(3), *block(64), nn.Flatten(), *dense)


class PreActivationBlock(nn.Module):
    """The block of `PreActResNet18` in github.com/kuangliu/pytorch-cifar, with Rote's epsilon."""

    def __init__(self, inputs, filters, stride):
        super().__init__()
        self.norm_1 = nn.BatchNorm2d(inputs, eps=1e-3)
        self.conv_1 = nn.Conv2d(inputs, filters, 3, stride, padding=1, bias=False)
        self.norm_2 = nn.BatchNorm2d(filters, eps=1e-3)
        self.conv_2 = nn.Conv2d(filters, filters, 3, padding=1, bias=False)
        changes = stride != 1 or inputs != filters
        self.shortcut = nn.Conv2d(inputs, filters, 1, stride, bias=False) if changes else None

    def forward(self, x):
        activated = F.relu(self.norm_1(x))
        residual = self.conv_2(F.relu(self.norm_2(self.conv_1(activated))))
        return residual + (x if self.shortcut is None else self.shortcut(activated))


class ResNet18(nn.Module):
    """A pre-activation ResNet-18 whose four stages have 1, 2, 4 and 8 times `width` filters."""

    def __init__(self, width):
        super().__init__()
        self.stem = nn.Conv2d(3, width, 3, padding=1, bias=False)
        filters = [width, width, 2 * width, 4 * width, 8 * width]
        strides = [1, 2, 2, 2]
        self.stages = nn.ModuleList(
            nn.Sequential(
                PreActivationBlock(inputs, outputs, stride), PreActivationBlock(outputs, outputs, 1)
            )
            for inputs, outputs, stride in zip(filters, filters[1:], strides)
        )
        self.output = nn.Linear(8 * width, CLASSES)

    def forward(self, x):
        x = self.stem(x)
        for stage in self.stages:
            x = stage(x)
        return self.output(x.mean(dim=(2, 3)))


def build_mlp(depth, width):
    sizes = [INPUTS] + [width] * depth
    hidden = [layer for pair in zip(sizes, sizes[1:]) for layer in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(nn.Flatten(), *hidden, nn.Linear(width, CLASSES))


def build(name):
    mlp = re.fullmatch(r"mlp-(\d+)x(\d+)", name)
    if mlp:
        return build_mlp(int(mlp[1]), int(mlp[2]))
    resnet = re.fullmatch(r"resnet-18(?:-k(\d+))?", name)
    if resnet:
        return ResNet18(int(resnet[1] or 64))
    return {"inception-small": build_inception_small, "alexnet-small": build_alexnet_small}[name]()


def finish(device):
    """Waits until the device has finished its work: a GPU runs asynchronously."""
    if device == "cuda":
        torch.cuda.synchronize()


def time_steps(model, memory_format, device, seconds):
    """Returns the seconds of each step, after some that are not counted."""
    images = torch.randn(BATCHES, BATCH_SIZE, 3, 28, 28, device=device)
    labels = torch.randint(0, CLASSES, (BATCHES, BATCH_SIZE), device=device)
    batches = [(batch.contiguous(memory_format=memory_format), truth) for batch, truth in zip(images, labels)]
    model = model.to(device, memory_format=memory_format).train()
    trained = [parameter for parameter in model.parameters() if parameter.requires_grad]
    optimizer = torch.optim.SGD(trained, lr=0.01, momentum=0.9)
    times = []
    while len(times) < WARM_UP_STEPS + MIN_STEPS or sum(times[WARM_UP_STEPS:]) < seconds:
        batch, truth = batches[len(times) % BATCHES]
        start = time.perf_counter()
        optimizer.zero_grad(set_to_none=True)
        F.cross_entropy(model(batch), truth).backward()
        optimizer.step()
        finish(device)
        times.append(time.perf_counter() - start)
    return times[WARM_UP_STEPS:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--memory-format", choices=["default", "channels-last"], default="default")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3)
    parser.add_argument("--device", choices=["cpu", "cuda"], default="cpu")
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    torch.manual_seed(0)
    model = build(options.model)
    memory_format = torch.channels_last if options.memory_format == "channels-last" else torch.contiguous_format
    times = time_steps(model, memory_format, options.device, options.seconds)
    print(
        json.dumps(
            {
                "version": f"PyTorch {torch.__version__}",
                "model": options.model,
                "memoryFormat": options.memory_format,
                "device": options.device,
                "parameters": sum(p.numel() for p in model.parameters() if p.requires_grad),
                "imagesPerSecond": BATCH_SIZE / statistics.median(times),
            }
        )
    )


if __name__ == "__main__":
    main()
