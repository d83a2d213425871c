"""Searches and fits from Python find what the program finds."""
import os
import signal
import threading
import unittest

import rccm
from support import program


class Search(unittest.TestCase):
    def test_the_published_space_gives_the_bytes_of_the_program(self):
        for options, arguments in [({'metric': 'distortion', 'top': 3}, ['--metric', 'distortion', '--top', '3']),
                                   ({'rule': 'addnet'}, ['--rule', 'addnet']), ({'pareto': True}, ['--pareto']),
                                   ({'max_luts': 22, 'require_zero': True, 'input_bits': 6, 'input_signed': False},
                                    ['--max-luts', '22', '--require-zero', '--input-bits', '6', '--unsigned'])]:
            result = rccm.search('gaussian', space='addnet', adders=[2], **options)
            self.assertEqual(result.json, program('search', '--dist', 'gaussian', '--adders', '2', '--json', *arguments))

    def test_the_native_space_gives_the_bytes_of_the_program(self):
        result = rccm.search('laplace', space='native', cells=[1, 2], stored_bits=2, chains=4, steps=300, pareto=True,
                             context='mac')
        self.assertEqual(result.json,
                         program('search', '--space', 'native', '--dist', 'laplace', '--stored-bits', '2', '--chains',
                                 '4', '--steps', '300', '--pareto', '--context', 'mac', '--json'))

    def test_the_circuits_have_their_metrics(self):
        best = rccm.search('gaussian', metric='distortion', top=1).circuits[0]
        self.assertEqual(best.coefficients.tolist(), [-15, -11, -9, -7, -5, -4, -3, -1, 1, 3, 4, 5, 7, 9, 11, 15])
        self.assertAlmostEqual(best.metrics['sqnr_db'], best.measure('gaussian')['sqnr_db'])

    def test_progress_is_told(self):
        seen = []
        rccm.search('gaussian', progress=lambda done, total: seen.append((done, total)))
        self.assertTrue(seen)
        self.assertTrue(all(0 <= done <= total for done, total in seen))

    def test_other_threads_run_meanwhile(self):
        ticks = []
        ended = threading.Event()

        def tick():
            while not ended.wait(0.002):
                ticks.append(1)
        thread = threading.Thread(target=tick)
        thread.start()
        try:
            rccm.search('gaussian', adders=[3], threads=1)
        finally:
            ended.set()
            thread.join()
        self.assertGreater(len(ticks), 3)

    def test_an_interrupt_ends_a_search(self):
        def interrupt(done, total):
            os.kill(os.getpid(), signal.SIGINT)
        with self.assertRaises(KeyboardInterrupt):
            rccm.search('gaussian', adders=[3], threads=1, progress=interrupt)

    def test_impossible_requests_are_refused(self):
        for options, message in [({'space': 'other'}, 'space other: must be one of addnet, native'),
                                 ({'metric': 'luck'}, 'metric luck: must be one of distortion, divergence'),
                                 ({'top': 0}, 'top 0: must be 1..100000'),
                                 ({'space': 'native', 'cells': [4]}, 'cells 4: must be 1..3'),
                                 ({'space': 'native', 'sign': 'none'}, 'sign none: must be one of'),
                                 ({'adders': [5]}, 'adders')]:
            with self.assertRaisesRegex(rccm.UsageError, message):
                rccm.search('gaussian', **options)


class Fit(unittest.TestCase):
    def test_the_cheapest_circuit_is_that_of_the_program(self):
        result = rccm.fit([0, 1, 2, 3, 5, 8, 13])
        self.assertEqual(result.circuit.to_json(), program('fit', '--set', '0,1,2,3,5,8,13', '--json', '-q'))
        self.assertLessEqual({0, 1, 2, 3, 5, 8, 13}, set(result.circuit.coefficients.tolist()))
        self.assertEqual(result.luts, result.circuit.luts)
        self.assertIn(str(result.luts), result.claim)

    def test_the_coefficients_of_a_circuit_are_held(self):
        cell = rccm.load_circuit('examples/circuits/one-signless-cell.json')
        self.assertLessEqual(rccm.fit(cell, sign='accumulation', max_cells=1).luts, cell.luts)

    def test_what_is_no_set_is_refused(self):
        for values in [[], [0], [0.5], 'text', [2**70], None]:
            with self.assertRaisesRegex(rccm.UsageError, 'coefficients: '):
                rccm.fit(values)


if __name__ == '__main__':
    unittest.main()
