"""PyTorch's losses and gradients of a small fixed batch, with label smoothing and with mixup. Tests compare Rote's with them.

    python torch_losses.py > ../../packages/learning/test/fixtures/torch-losses.json

The network is a linear layer with a bias; all numbers are float64. `gradients` are with respect to its weights
[inputs, classes] and its bias [classes]. Needs torch.
"""

import json

import torch
from torch import nn

IMAGES = [[0.5, -1.0, 2.0], [1.5, 0.25, -0.75], [-2.0, 1.0, 0.5], [0.0, 3.0, -1.25]]
LABELS = [1, 0, 3, 1]
WEIGHTS = [[0.2, -0.4, 0.1, 0.6], [-0.3, 0.5, 0.7, -0.1], [0.9, -0.2, 0.4, 0.3]]
BIAS = [0.1, -0.2, 0.0, 0.3]
PARTNERS = [2, 0, 3, 1]
SMOOTHING = [0.0, 0.1, 0.4]
SHARES = [None, 0.3, 0.85]


def compare(label_smoothing, share):
    """Computes one batch: without mixup if `share` is None, otherwise like `mixup_data` and `mixup_criterion` of Zhang et al. 2018."""
    images = torch.tensor(IMAGES, dtype=torch.float64)
    labels = torch.tensor(LABELS)
    weights = torch.tensor(WEIGHTS, dtype=torch.float64, requires_grad=True)
    bias = torch.tensor(BIAS, dtype=torch.float64, requires_grad=True)
    criterion = nn.CrossEntropyLoss(label_smoothing=label_smoothing)
    if share is None:
        loss = criterion(images @ weights + bias, labels)
    else:
        mixed = share * images + (1 - share) * images[PARTNERS]
        logits = mixed @ weights + bias
        loss = share * criterion(logits, labels) + (1 - share) * criterion(logits, labels[PARTNERS])
    loss.backward()
    return {
        "labelSmoothing": label_smoothing,
        "share": share,
        "loss": loss.item(),
        "gradients": {"weights": weights.grad.tolist(), "bias": bias.grad.tolist()},
    }


print(
    json.dumps(
        {
            "madeBy": f"infra/bench/torch_losses.py with torch {torch.__version__.split('+')[0]}",
            "images": IMAGES,
            "labels": LABELS,
            "weights": WEIGHTS,
            "bias": BIAS,
            "partners": PARTNERS,
            "cases": [compare(smoothing, share) for smoothing in SMOOTHING for share in SHARES],
        }
    )
)
