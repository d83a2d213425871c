"""Weights fitted to coefficients, against plain NumPy."""
import unittest

import numpy

import rccm

CELL = 'examples/circuits/one-signless-cell.json'
WEIGHTS = numpy.random.default_rng(3).normal(size=(5, 4, 3, 3))


def plain_error(weights, levels, scale):
    return ((numpy.abs(weights[..., None] - scale * levels).min(axis=-1)) ** 2).sum()


class Quantize(unittest.TestCase):
    def test_weights_become_scale_times_level(self):
        for method in [rccm.load_circuit('addnet:3-add'), [-2, 0, 1, 5], 'uniform:4']:
            fitted = rccm.quantize(WEIGHTS, method)
            self.assertEqual(fitted.assignment.shape, WEIGHTS.shape)
            numpy.testing.assert_array_equal(fitted.values, fitted.scales[0] * fitted.levels[fitted.assignment])
            error = ((WEIGHTS - fitted.values) ** 2).sum()
            self.assertAlmostEqual(fitted.sqnr_db, 10 * numpy.log10((WEIGHTS ** 2).sum() / error))

    def test_every_weight_takes_its_nearest_level(self):
        fitted = rccm.quantize(WEIGHTS, rccm.load_circuit('addnet:2-add'))
        error = ((WEIGHTS - fitted.values) ** 2).sum()
        self.assertAlmostEqual(error, plain_error(WEIGHTS, fitted.levels, fitted.scales[0]))

    def test_no_scale_of_a_fine_grid_is_better(self):
        fitted = rccm.quantize(WEIGHTS, rccm.load_circuit('addnet:2-add'))
        error = ((WEIGHTS - fitted.values) ** 2).sum()
        for scale in numpy.geomspace(fitted.scales[0] / 8, fitted.scales[0] * 8, 800):
            self.assertGreaterEqual(plain_error(WEIGHTS, fitted.levels, scale), error * (1 - 1e-6))

    def test_each_channel_can_have_a_scale(self):
        fitted = rccm.quantize(WEIGHTS, rccm.load_circuit('addnet:2-add'), granularity='channel')
        self.assertEqual(fitted.scales.shape, (5,))
        for channel in range(5):
            alone = rccm.quantize(WEIGHTS[channel], rccm.load_circuit('addnet:2-add'))
            self.assertAlmostEqual(fitted.scales[channel], alone.scales[0])

    def test_a_signless_circuit_has_both_signs(self):
        fitted = rccm.quantize(WEIGHTS, rccm.load_circuit(CELL))
        self.assertEqual(fitted.levels.tolist(), [-8, -6, -4, -3, -2, -1, 0, 1, 2, 3, 4, 6, 8])

    def test_words_choose_the_coefficients(self):
        for name in ['addnet:3-add', CELL]:
            circuit = rccm.load_circuit(name)
            fitted = rccm.quantize(WEIGHTS, circuit)
            code = fitted.words & (2 ** circuit.select_bits - 1)
            sign = 1 - 2 * (fitted.words.astype(numpy.int64) >> circuit.select_bits)
            self.assertLess(fitted.words.max(), 2 ** circuit.stored_bits)
            numpy.testing.assert_array_equal(circuit.table[code] * sign, fitted.levels[fitted.assignment])

    def test_only_circuits_have_words(self):
        with self.assertRaisesRegex(rccm.UsageError, 'words: only weights that were quantised to a circuit'):
            rccm.quantize(WEIGHTS, [0, 1]).words

    def test_arrays_of_any_order_and_type_are_taken(self):
        circuit = rccm.load_circuit('addnet:2-add')
        fitted = rccm.quantize(WEIGHTS, circuit)
        turned = rccm.quantize(numpy.asfortranarray(WEIGHTS), circuit)
        numpy.testing.assert_array_equal(fitted.values, turned.values)
        self.assertEqual(rccm.quantize([1, 2, 4], [1, 2, 4]).sqnr_db, float('inf'))

    def test_what_cannot_be_quantised_is_refused(self):
        with self.assertRaisesRegex(rccm.InputError, 'weights: holds no values'):
            rccm.quantize([], [1])
        with self.assertRaisesRegex(rccm.UsageError, 'granularity page'):
            rccm.quantize(WEIGHTS, [1], granularity='page')
        with self.assertRaisesRegex(rccm.UsageError, 'uniform'):
            rccm.quantize(WEIGHTS, 'nonsense')

    def test_the_named_quantisers_are_listed(self):
        self.assertTrue(any(form.startswith('uniform') for form in rccm.quantizers()))


if __name__ == '__main__':
    unittest.main()
