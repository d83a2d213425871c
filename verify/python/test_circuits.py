"""Circuits as Python sees them are those of the program."""
import json
import unittest

import numpy

import rccm
from support import FolderTest, program


class Circuits(FolderTest):
    def test_a_built_in_circuit_has_the_published_coefficients(self):
        circuit = rccm.load_circuit('addnet:2-add')
        self.assertEqual(circuit.coefficients.tolist(),
                         [-92, -44, -36, -28, -8, -2, -1, 0, 1, 2, 8, 28, 36, 44, 92])
        self.assertEqual((circuit.luts, circuit.stored_bits, circuit.select_bits, circuit.depth), (25, 4, 4, 2))

    def test_its_properties_are_those_of_its_file(self):
        for name in ['addnet:3-add', 'booth:8x4', 'pot:8x4']:
            circuit = rccm.load_circuit(name)
            file = json.loads(program('show', name, '--json'))
            for key in ['name', 'space', 'input_bits', 'input_signed', 'signless', 'select_bits', 'stored_bits',
                        'depth', 'product_bits']:
                self.assertEqual(getattr(circuit, key), file[key], (name, key))
            self.assertEqual(circuit.table.tolist(), file['table'])
            self.assertEqual(circuit.luts, file['luts']['xc7'])

    def test_the_texts_are_those_of_the_program(self):
        circuit = rccm.load_circuit('addnet:2-add')
        self.assertEqual(circuit.to_json(), program('show', 'addnet:2-add', '--json'))
        self.assertEqual(circuit.show(), program('show', 'addnet:2-add'))
        self.assertEqual(circuit.svg(), program('show', 'addnet:2-add', '--svg', '-'))

    def test_a_circuit_is_read_again_from_what_it_wrote(self):
        circuit = rccm.load_circuit('pot:8x4')
        path = self.folder / 'circuit.json'
        circuit.save(str(path))
        for again in [rccm.load_circuit(str(path)), rccm.load_circuits(str(path))[0],
                      rccm.circuit_from_json(path.read_text())]:
            self.assertEqual(again.to_json(), circuit.to_json())

    def test_an_adder_graph_is_a_circuit_file(self):
        program('show', 'addnet:2-add', '--pagsuite', '-o', self.folder / 'two.pag')
        self.assertEqual(rccm.load_circuit(str(self.folder / 'two.pag')).coefficients.tolist(),
                         rccm.load_circuit('addnet:2-add').coefficients.tolist())

    def test_metrics_are_those_that_the_program_prints(self):
        metrics = json.loads(program('show', 'addnet:2-add', '--dist', 'laplace', '--json'))['metrics']
        self.assertEqual(rccm.load_circuit('addnet:2-add').measure('laplace'), metrics)
        self.assertIsNone(rccm.load_circuit('addnet:2-add').metrics)

    def test_an_array_is_measured_as_its_file(self):
        weights = numpy.random.default_rng(1).normal(size=(4, 5)).astype(numpy.float32)
        numpy.save(self.folder / 'w.npy', weights)
        circuit = rccm.load_circuit('addnet:2-add')
        self.assertEqual(circuit.measure(weights), circuit.measure(str(self.folder / 'w.npy')))
        self.assertEqual(circuit.measure(weights.T), circuit.measure(numpy.ascontiguousarray(weights.T)))

    def test_the_width_of_the_input_can_be_chosen(self):
        self.assertEqual(rccm.load_circuit('addnet:2-add', input_bits=4).input_bits, 4)
        self.assertFalse(rccm.load_circuit('addnet:2-add', input_signed=False).input_signed)

    def test_every_preset_loads(self):
        for name in rccm.presets():
            self.assertIn('rccm.Circuit', repr(rccm.load_circuit(name)))


class Mistakes(unittest.TestCase):
    def test_errors_carry_the_message_of_the_program(self):
        for name, status, kind in [('addnet:5-add', 2, rccm.UsageError), ('none.json', 3, rccm.InputError)]:
            with self.assertRaises(kind) as caught:
                rccm.load_circuit(name)
            self.assertEqual(str(caught.exception), program('show', name, status=status))
            self.assertIsInstance(caught.exception, rccm.Error)
            self.assertIsInstance(caught.exception, ValueError)

    def test_what_is_no_weights_is_refused(self):
        circuit = rccm.load_circuit('addnet:2-add')
        for weights, message in [([], 'weights: holds no values'), ([0, 0], 'weights: all values are zero'),
                                 ([1, float('nan')], 'weights: value 1 is not finite'),
                                 (object(), 'weights: is no array of numbers'), ('none.npy', 'none.npy: no such file')]:
            with self.assertRaisesRegex(rccm.InputError, message):
                circuit.measure(weights)

    def test_a_circuit_of_an_index_that_is_not_there_is_refused(self):
        with self.assertRaisesRegex(rccm.UsageError, 'has no circuit 2: pass index 1..1'):
            rccm.load_circuit('examples/circuits/one-signless-cell.json', index=2)


if __name__ == '__main__':
    unittest.main()
