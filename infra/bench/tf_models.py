"""Measures how fast TensorFlow trains one of the paper's networks on this machine's CPU, with a whole step in one
`tf.function`: the speed of the same library without TensorFlow.js in front of it.

    python tf_models.py --model alexnet-small [--threads 1] [--seconds 3]

A step is forward, backward and momentum SGD on 128 images of 28 x 28 x 3 that are already in memory. Prints one line
of JSON; the speed is that of the median step. Needs tensorflow or tensorflow-cpu.
"""

import argparse
import json
import os
import re
import statistics
import time

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")

import tensorflow as tf  # noqa: E402: it reads its environment when it loads

BATCH_SIZE = 128
BATCHES = 10
WARM_UP_STEPS = 2
MIN_STEPS = 3
INPUTS = 28 * 28 * 3
CLASSES = 10


class Network:
    """Layers are functions; what they train is collected here."""

    def __init__(self):
        self.parameters = []

    def parameter(self, shape, deviation=0.0):
        variable = tf.Variable(tf.random.normal(shape, stddev=deviation) if deviation else tf.zeros(shape))
        self.parameters.append(variable)
        return variable

    def dense(self, inputs, units, is_last=False):
        kernel = self.parameter([inputs, units], (2 / inputs) ** 0.5)
        bias = self.parameter([units])

        def apply(x):
            x = tf.nn.bias_add(tf.matmul(x, kernel), bias)
            return x if is_last else tf.nn.relu(x)

        return apply

    def convolution(self, inputs, filters, side):
        kernel = self.parameter([side, side, inputs, filters], (2 / (side * side * inputs)) ** 0.5)
        bias = self.parameter([filters])
        return lambda x: tf.nn.relu(tf.nn.bias_add(tf.nn.conv2d(x, kernel, 1, "SAME"), bias))

    def normalized_convolution(self, inputs, filters, side, stride=1):
        """Without bias; batch normalization with an offset but no scale, and its moving averages."""
        kernel = self.parameter([side, side, inputs, filters], (2 / (side * side * inputs)) ** 0.5)
        offset = self.parameter([filters])
        scale = tf.ones([filters])
        averages = [tf.Variable(tf.zeros([filters])), tf.Variable(tf.ones([filters]))]

        def apply(x):
            x = tf.nn.conv2d(x, kernel, stride, "SAME")
            x, *moments = tf.compat.v1.nn.fused_batch_norm(x, scale, offset, epsilon=1e-3, is_training=True)
            for average, moment in zip(averages, moments):
                average.assign_sub(0.1 * (average - moment))
            return tf.nn.relu(x)

        return apply

    def inception(self, inputs, ones, threes):
        branches = [self.normalized_convolution(inputs, ones, 1), self.normalized_convolution(inputs, threes, 3)]
        return lambda x: tf.concat([branch(x) for branch in branches], 3)

    def downsample(self, inputs, threes):
        convolution = self.normalized_convolution(inputs, threes, 3, stride=2)
        return lambda x: tf.concat([convolution(x), tf.nn.max_pool2d(x, 3, 2, "SAME")], 3)


def flatten(x):
    return tf.reshape(x, [BATCH_SIZE, -1])


def pool_and_normalize(x):
    return tf.nn.lrn(tf.nn.max_pool2d(x, 3, 2, "SAME"), depth_radius=4, bias=1.0, alpha=0.001 / 9, beta=0.75)


def layers_of(name, network):
    mlp = re.fullmatch(r"mlp-(\d+)x(\d+)", name)
    if mlp:
        sizes = [INPUTS] + [int(mlp[2])] * int(mlp[1])
        hidden = [network.dense(*pair) for pair in zip(sizes, sizes[1:])]
        return [flatten, *hidden, network.dense(sizes[-1], CLASSES, is_last=True)]
    if name == "alexnet-small":
        blocks = [network.convolution(3, 64, 5), pool_and_normalize]
        blocks += [network.convolution(64, 64, 5), pool_and_normalize]
        dense = [network.dense(7 * 7 * 64, 384), network.dense(384, 192), network.dense(192, CLASSES, is_last=True)]
        return [*blocks, flatten, *dense]
    if name == "inception-small":
        return [
            network.normalized_convolution(3, 96, 3),
            network.inception(96, 32, 32),
            network.inception(64, 32, 48),
            network.downsample(80, 80),
            network.inception(160, 112, 48),
            network.inception(160, 96, 64),
            network.inception(160, 80, 80),
            network.inception(160, 48, 96),
            network.downsample(144, 96),
            network.inception(240, 176, 160),
            network.inception(336, 176, 160),
            lambda x: tf.reduce_mean(x, [1, 2]),
            network.dense(336, CLASSES, is_last=True),
        ]
    raise SystemExit(f"no such model: {name}")


def build_step(layers, parameters):
    velocities = [tf.Variable(tf.zeros_like(parameter), trainable=False) for parameter in parameters]

    @tf.function
    def step(images, labels):
        with tf.GradientTape() as tape:
            logits = images
            for layer in layers:
                logits = layer(logits)
            losses = tf.nn.sparse_softmax_cross_entropy_with_logits(labels=labels, logits=logits)
            loss = tf.reduce_mean(losses)
        for parameter, velocity, gradient in zip(parameters, velocities, tape.gradient(loss, parameters)):
            tf.raw_ops.ResourceApplyMomentum(
                var=parameter.handle, accum=velocity.handle, lr=0.01, grad=gradient, momentum=0.9
            )
        return loss

    return step


def time_steps(step, seconds):
    """Returns the seconds of each step, after some that are not counted."""
    batches = [
        (tf.random.normal([BATCH_SIZE, 28, 28, 3]), tf.random.uniform([BATCH_SIZE], 0, CLASSES, tf.int64))
        for _ in range(BATCHES)
    ]
    times = []
    while len(times) < WARM_UP_STEPS + MIN_STEPS or sum(times[WARM_UP_STEPS:]) < seconds:
        start = time.perf_counter()
        step(*batches[len(times) % BATCHES]).numpy()
        times.append(time.perf_counter() - start)
    return times[WARM_UP_STEPS:]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--model", required=True)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=3)
    options = parser.parse_args()
    tf.config.threading.set_intra_op_parallelism_threads(options.threads)
    tf.config.threading.set_inter_op_parallelism_threads(options.threads)
    tf.random.set_seed(0)
    network = Network()
    step = build_step(layers_of(options.model, network), network.parameters)
    times = time_steps(step, options.seconds)
    print(
        json.dumps(
            {
                "version": f"TensorFlow {tf.__version__}",
                "model": options.model,
                "parameters": sum(int(tf.size(parameter)) for parameter in network.parameters),
                "imagesPerSecond": BATCH_SIZE / statistics.median(times),
            }
        )
    )


if __name__ == "__main__":
    main()
