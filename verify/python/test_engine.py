"""The integer engine on NumPy arrays, against NumPy."""
import json
import unittest

import numpy

import rccm
from support import FolderTest, program, write_small_network


class Reference:
    """The integer layers of a rccm.network/1 file as its description says, in plain NumPy."""

    def __init__(self, path):
        self.network = json.loads(path.read_text())
        self.tensors = numpy.load(path.with_name(self.network['tensors']))

    def run(self, image):
        part = self.network['input']
        factors = numpy.array(part['factors'])[:, None, None]
        terms = numpy.array(part['terms'])[:, None, None]
        values = {'input': self.rescaled(image.astype(numpy.int64) * factors + terms, part)}
        for layer in self.network['layers']:
            inputs = [values[name] for name in layer['inputs']]
            values[layer['name']] = getattr(self, layer['op'])(layer, *inputs)
        return {name: value.transpose(1, 2, 0) for name, value in values.items()}

    @staticmethod
    def rescaled(total, layer):
        return numpy.clip((total + (1 << (layer['shift'] - 1))) >> layer['shift'], *layer['range'])

    def coefficients(self, layer):
        table = numpy.array(self.network['multipliers'][layer['multiplier']]['table'])
        return table[self.tensors[layer['name'] + '.words'].astype(int)]

    def finished(self, layer, total):
        total = total + self.tensors[layer['name'] + '.bias'].astype(numpy.int64)[:, None, None]
        total = numpy.maximum(total, 0) if layer['relu'] else total
        return self.rescaled(total * self.tensors[layer['name'] + '.factors'].astype(numpy.int64)[:, None, None], layer)

    def conv2d(self, layer, x):
        (rows, columns), (down, right), pad = layer['kernel'], layer['stride'], layer['padding']
        padded = numpy.pad(x, ((0, 0), (pad[0], pad[2]), (pad[1], pad[3])))
        windows = numpy.lib.stride_tricks.sliding_window_view(padded, (rows, columns), axis=(1, 2))[:, ::down, ::right]
        return self.finished(layer, numpy.einsum('oirc,ihwrc->ohw', self.coefficients(layer), windows))

    def linear(self, layer, x):
        return self.finished(layer, (self.coefficients(layer) @ x.reshape(-1))[:, None, None])

    def flatten(self, layer, x):
        return x.reshape(-1, 1, 1)


class Engine(FolderTest):
    def setUp(self):
        super().setUp()
        self.images = write_small_network(self.folder)
        program('quantize', 'net.json', '--circuit', 'addnet:3-add', '--data', 'images.bin', '-o', 'q.json', '-q',
                folder=self.folder)
        self.engine = rccm.Engine(str(self.folder / 'q.json'))

    def test_it_computes_every_layer_as_numpy_does(self):
        reference = Reference(self.folder / 'q.json').run(self.images[3])
        layers = self.engine.run_layers(self.images[3])
        self.assertEqual(list(layers), ['input', *self.engine.layers])
        for name, values in layers.items():
            self.assertEqual(values.dtype, numpy.int32)
            numpy.testing.assert_array_equal(values, reference[name], name)
        self.assertGreater(len(numpy.unique(layers['fc'])), 3)

    def test_many_images_give_what_each_gives_alone_for_any_number_of_threads(self):
        outputs = self.engine.run(self.images)
        self.assertEqual(outputs.shape, (12, *self.engine.output_shape))
        for i, image in enumerate(self.images):
            numpy.testing.assert_array_equal(outputs[i], self.engine.run_layers(image)['fc'])
        for threads in [1, 3, 64]:
            numpy.testing.assert_array_equal(self.engine.run(self.images, threads=threads), outputs)

    def test_it_classifies_as_the_program_does(self):
        accuracy = json.loads(program('eval', 'q.json', '--data', 'images.bin', '--json', folder=self.folder))
        scores = self.engine.run(self.images).reshape(12, 10)
        self.assertEqual(int((scores.argmax(axis=1) == numpy.arange(12) % 10).sum()), accuracy['top1'])

    def test_it_tells_what_it_takes_and_gives(self):
        self.assertEqual((self.engine.name, self.engine.input_shape, self.engine.output_shape),
                         ('small', (3, 32, 32), (1, 1, 10)))
        self.assertGreater(self.engine.output_scale, 0)

    def test_images_are_read_where_they_are(self):
        part = self.images[2:5]  # a view of contiguous memory
        self.assertIsNotNone(part.base)
        numpy.testing.assert_array_equal(self.engine.run(part), self.engine.run(self.images)[2:5])
        self.assertEqual(self.engine.run(self.images[:0]).shape, (0, 1, 1, 10))

    def test_layers_take_over_the_memory_of_the_engine(self):
        layers = self.engine.run_layers(self.images[0])
        kept = layers['fc']
        copy = kept.copy()
        self.assertFalse(kept.flags.owndata)
        del layers
        self.engine.run_layers(self.images[1])
        numpy.testing.assert_array_equal(kept, copy)

    def test_images_that_would_have_to_be_converted_are_refused(self):
        for images, message in [(self.images.astype(float), 'C-contiguous array of uint8'),
                                (self.images[::2], 'C-contiguous'), (self.images.transpose(0, 2, 3, 1), 'C-contiguous'),
                                (self.images[0], 'takes pixels of 3 x 32 x 32 behind the number of images'),
                                (self.images[:, :1].copy(), 'takes pixels of 3 x 32 x 32')]:
            with self.assertRaisesRegex(rccm.InputError, message):
                self.engine.run(images)

    def test_a_network_of_real_numbers_is_refused(self):
        with self.assertRaisesRegex(rccm.UsageError, 'is a network of real numbers: rccm quantize makes one'):
            rccm.Engine(str(self.folder / 'net.json'))


if __name__ == '__main__':
    unittest.main()
