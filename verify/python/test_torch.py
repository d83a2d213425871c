"""Training through coefficients, against the library's own gradients."""
import unittest

import numpy
import torch

import rccm
import rccm.torch

SETS = {'odd': [-9, -5, -3, -1, 1, 3, 5, 9], 'with zero': [-4, -1, 0, 2, 3, 8], 'one': [3]}


class StraightThrough(unittest.TestCase):
    def compare(self, weights, coefficients, granularity, shape):
        fitted = rccm.quantize(weights, coefficients, granularity=granularity)
        upstream = numpy.random.default_rng(8).normal(size=weights.shape)
        to_weights, to_scales = fitted.straight_through(weights, upstream)
        weight = torch.tensor(weights, requires_grad=True)
        scale = torch.tensor(fitted.scales.reshape(shape), requires_grad=True)
        output = rccm.torch.straight_through(weight, scale, coefficients)
        output.backward(torch.tensor(upstream))
        numpy.testing.assert_allclose(output.detach().numpy(), fitted.values)
        numpy.testing.assert_allclose(weight.grad.numpy(), to_weights)
        # The library's factor of learned step sizes multiplies the whole gradient.
        ratio = scale.grad.numpy().reshape(-1) / to_scales
        numpy.testing.assert_allclose(ratio, numpy.full(ratio.shape, ratio[0]))

    def test_values_and_gradients_are_those_of_the_library(self):
        weights = numpy.random.default_rng(4).normal(size=(3, 2, 3, 3)) * 2
        for name, coefficients in SETS.items():
            with self.subTest(name):
                self.compare(weights, coefficients, 'layer', ())
                self.compare(weights, coefficients, 'channel', (3, 1, 1, 1))

    def test_of_two_as_near_the_smaller_magnitude_is_taken(self):
        weight = torch.tensor([-4.0, -2.0, 0.0, 2.0, 4.0])
        for scale in [1.0, 0.5]:
            rounded = rccm.torch.straight_through(weight * scale, torch.tensor(scale), [-5, -3, -1, 1, 3, 5])
            self.assertEqual((rounded / scale).tolist(), [-3, -1, 1, 1, 3])

    def test_a_circuit_stands_for_its_coefficients(self):
        circuit = rccm.load_circuit('addnet:2-add')
        rounded = rccm.torch.straight_through(torch.linspace(-100, 100, 999), torch.tensor(1.0), circuit)
        self.assertEqual(rounded.unique().tolist(), circuit.coefficients.tolist())


class Layers(unittest.TestCase):
    def test_a_model_learns_through_the_coefficients(self):
        torch.manual_seed(0)
        circuit = rccm.load_circuit('addnet:2-add')
        model = torch.nn.Sequential(torch.nn.Linear(6, 12), torch.nn.ReLU(), torch.nn.Linear(12, 1))
        self.assertEqual(rccm.torch.quantize_layers(model, circuit), ['0', '2'])
        inputs = torch.randn(200, 6)
        target = inputs[:, :1] * inputs[:, 1:2]
        optimizer = torch.optim.Adam(model.parameters(), lr=0.02)
        losses = []
        for _ in range(150):
            optimizer.zero_grad()
            loss = ((model(inputs) - target) ** 2).mean()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
        self.assertLess(losses[-1], losses[0] / 3)
        for layer in [model[0], model[2]]:
            scale = layer.parametrizations.weight[0].scale
            unscaled = (layer.weight / scale).detach()
            nearest = torch.tensor(circuit.coefficients)[
                (unscaled[..., None] - torch.tensor(circuit.coefficients)).abs().argmin(-1)]
            torch.testing.assert_close(unscaled, nearest.to(unscaled), rtol=1e-5, atol=1e-5)

    def test_scales_begin_where_the_error_is_least(self):
        layer = torch.nn.Conv2d(2, 4, 3)
        weights = layer.weight.detach().double().numpy()
        for per_channel, granularity in [(True, 'channel'), (False, 'layer')]:
            module = rccm.torch.CoefficientWeight(layer.weight, [-3, -1, 0, 1, 3], per_channel)
            scales = rccm.quantize(weights, [-3, -1, 0, 1, 3], granularity=granularity).scales
            numpy.testing.assert_allclose(module.scale.detach().numpy().reshape(-1), scales, rtol=1e-6)

    def test_the_state_has_the_rounded_weights_under_their_plain_names(self):
        model = torch.nn.Sequential(torch.nn.Linear(3, 5), torch.nn.BatchNorm1d(5))
        names = set(model.state_dict())
        rccm.torch.quantize_layers(model, [-2, -1, 0, 1, 2], per_channel=False)
        state = rccm.torch.state(model)
        self.assertEqual(set(state), names)
        numpy.testing.assert_array_equal(state['0.weight'], model[0].weight.detach().numpy())
        self.assertLessEqual(len(numpy.unique(state['0.weight'])), 5)

    def test_a_model_without_such_layers_is_refused(self):
        with self.assertRaisesRegex(rccm.UsageError, 'no convolution and no linear layer'):
            rccm.torch.quantize_layers(torch.nn.ReLU(), [0, 1])


if __name__ == '__main__':
    unittest.main()
