"""What a researcher would write instead of a sweep service: a loop over the cells of a grid, with PyTorch's own
number of threads.

    python pytorch_grid_loop.py --model mlp-1x512 --model mlp-3x512 --images 4096 --epochs 8

The grid is models x {true, random labels} x {no, some} weight decay x seeds, as in src/grid.ts. Nothing is evaluated,
and only the last loss of each cell is kept. Prints one line of JSON. Needs torch.
"""

import argparse
import itertools
import json
import re
import time

import torch
from torch import nn
from torch.nn import functional as F

BATCH_SIZE = 128
INPUTS = 28 * 28 * 3
CLASSES = 10
WEIGHT_DECAYS = [0.0, 5e-4]


def make_images(count):
    """Returns random images, each with mean 0 and standard deviation 1, and random labels."""
    images = torch.rand(count, INPUTS)
    images = (images - images.mean(1, keepdim=True)) / images.std(1, keepdim=True)
    return images, torch.randint(0, CLASSES, (count,))


def build_mlp(name):
    depth, width = map(int, re.fullmatch(r"mlp-(\d+)x(\d+)", name).groups())
    sizes = [INPUTS] + [width] * depth
    hidden = [layer for pair in zip(sizes, sizes[1:]) for layer in (nn.Linear(*pair), nn.ReLU())]
    return nn.Sequential(*hidden, nn.Linear(width, CLASSES))


def train_cell(name, has_random_labels, weight_decay, seed, images, labels, epochs):
    """Returns the mean loss over the last epoch."""
    torch.manual_seed(seed)
    if has_random_labels:
        labels = torch.randint(0, CLASSES, labels.shape)
    model = build_mlp(name)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.01, momentum=0.9, weight_decay=weight_decay)
    schedule = torch.optim.lr_scheduler.ExponentialLR(optimizer, 0.95)
    for _ in range(epochs):
        total = torch.zeros(())
        for batch in torch.randperm(len(images)).split(BATCH_SIZE):
            optimizer.zero_grad()
            loss = F.cross_entropy(model(images[batch]), labels[batch])
            loss.backward()
            optimizer.step()
            total += loss.detach() * len(batch)
        schedule.step()
    return float(total) / len(images)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", action="append", required=True)
    parser.add_argument("--images", type=int, required=True)
    parser.add_argument("--epochs", type=int, required=True)
    parser.add_argument("--seeds", type=int, default=1)
    options = parser.parse_args()
    images, labels = make_images(options.images)
    cells = list(itertools.product(options.model, [False, True], WEIGHT_DECAYS, range(options.seeds)))
    start = time.perf_counter()
    for cell in cells:
        train_cell(*cell, images, labels, options.epochs)
    print(
        json.dumps(
            {
                "version": f"PyTorch {torch.__version__}",
                "threads": torch.get_num_threads(),
                "cells": len(cells),
                "seconds": time.perf_counter() - start,
            }
        )
    )


if __name__ == "__main__":
    main()
