"""Training through the coefficients of a circuit with PyTorch.

>>> model = torch.nn.Sequential(torch.nn.Linear(8, 4))
>>> quantize_layers(model, rccm.load_circuit("addnet:2-add"))
['0']

From then on model[0].weight is scale * coefficient; the optimiser moves the weights behind it and the scale.
"""
import numpy
import torch
from torch.nn.utils import parametrize

import rccm


class StraightThrough(torch.autograd.Function):
    """Rounds weights to scale * the nearest coefficient; the gradient takes rounding for the identity.

    The gradient passes to weights strictly between the end levels. To a scale it is the sum of
    upstream * (coefficient - weight / scale) there and upstream * coefficient beyond, times factor: that of learned
    step sizes. Of two coefficients as near the one of smaller magnitude is taken, of c and -c the positive one.
    """

    @staticmethod
    def forward(ctx, weight, scale, coefficients, factor):
        unscaled = weight / scale
        nearest = coefficients[_nearest(unscaled, coefficients)]
        inside = (unscaled > coefficients[0]) & (unscaled < coefficients[-1])
        ctx.save_for_backward(unscaled, nearest, inside)
        ctx.scale_shape, ctx.factor = scale.shape, factor
        return nearest * scale

    @staticmethod
    def backward(ctx, upstream):
        unscaled, nearest, inside = ctx.saved_tensors
        to_weight = upstream * inside if ctx.needs_input_grad[0] else None
        to_scale = None
        if ctx.needs_input_grad[1]:
            through = nearest - torch.where(inside, unscaled, torch.zeros_like(unscaled))
            to_scale = ctx.factor * (upstream * through).sum_to_size(ctx.scale_shape)
        return to_weight, to_scale, None, None


def _nearest(unscaled, coefficients):
    if len(coefficients) == 1:
        return torch.zeros(unscaled.shape, dtype=torch.long, device=unscaled.device)
    middles = (coefficients[:-1] + coefficients[1:]) / 2
    # A value in the middle goes down in the first, up in the second.
    lower = torch.bucketize(unscaled, middles)
    upper = torch.bucketize(unscaled, middles, right=True)
    goes_up = (coefficients[1:].abs() <= coefficients[:-1].abs())[lower.clamp(max=len(middles) - 1)]
    return torch.where(goes_up, upper, lower)


def straight_through(weight, scale, circuit_or_coefficients, factor=1.0):
    """weight rounded to scale * coefficient, with straight-through gradients to both.

    scale: a tensor that broadcasts to weight: a number for a layer, or out x 1 x 1 x 1 for a scale per output channel.
    """
    return StraightThrough.apply(weight, scale, _coefficients(circuit_or_coefficients, weight), factor)


def _coefficients(circuit_or_coefficients, weight):
    values = getattr(circuit_or_coefficients, 'coefficients', circuit_or_coefficients)
    values = numpy.unique(numpy.asarray(values, dtype=numpy.int64))
    return torch.as_tensor(values).to(dtype=weight.dtype, device=weight.device)


class CoefficientWeight(torch.nn.Module):
    """A parametrization of a layer's weight: scale * coefficient, with a scale that is learned.

    The scale starts where the squared error of the weights is least: one for the layer or one per output channel.
    """

    def __init__(self, weight, circuit_or_coefficients, per_channel=True):
        super().__init__()
        self.register_buffer('coefficients', _coefficients(circuit_or_coefficients, weight))
        fitted = rccm.quantize(weight.detach().cpu().double().numpy(), self.coefficients.long().tolist(),
                               granularity='channel' if per_channel else 'layer')
        shape = [-1] + [1] * (weight.dim() - 1) if per_channel else []
        self.scale = torch.nn.Parameter(torch.as_tensor(fitted.scales).to(weight).reshape(shape))
        # Of learned step sizes: keeps the scale's steps in proportion to the weights'.
        self.factor = (weight.numel() / self.scale.numel() * float(self.coefficients.abs().max())) ** -0.5

    def forward(self, weight):
        """What the layer computes with."""
        return StraightThrough.apply(weight, self.scale, self.coefficients, self.factor)


def quantize_layers(model, circuit_or_coefficients, per_channel=True):
    """Makes every convolution and linear layer of a model compute with scale * coefficient. Returns their names."""
    kinds = (torch.nn.Conv1d, torch.nn.Conv2d, torch.nn.Conv3d, torch.nn.Linear)
    layers = [(name, layer) for name, layer in model.named_modules() if isinstance(layer, kinds)]
    if not layers:
        raise rccm.UsageError('model: has no convolution and no linear layer to quantise')
    for _, layer in layers:
        parametrize.register_parametrization(
            layer, 'weight', CoefficientWeight(layer.weight, circuit_or_coefficients, per_channel))
    return [name for name, _ in layers]


def state(model):
    """The model's tensors by name as NumPy arrays, quantised weights rounded: what `rccm quantize --weights` reads.

    numpy.savez("state.npz", **rccm.torch.state(model)) writes them.
    """
    tensors = {name: tensor for name, tensor in model.state_dict().items() if '.parametrizations.' not in f'.{name}'}
    for name, layer in model.named_modules():
        if parametrize.is_parametrized(layer, 'weight'):
            tensors[f'{name}.weight'] = layer.weight
    return {name: tensor.detach().cpu().numpy() for name, tensor in tensors.items()}
