"""Reconfigurable constant coefficient multipliers for quantised neural networks on FPGAs.

>>> import rccm
>>> circuit = rccm.load_circuit("addnet:2-add")
>>> circuit.luts, circuit.stored_bits
(25, 4)
>>> rccm.quantize([0.11, -0.2, 0.42], circuit).sqnr_db > 20
True

search() looks for circuits, fit() for the cheapest one that holds given coefficients; quantize() fits weights to a
circuit's coefficients; Engine runs networks of integers bit for bit; rccm.torch trains through a circuit's coefficients.
"""
from typing import NamedTuple

from rccm._core import (Circuit, Engine, Error, InputError, Quantized, UsageError, __version__, circuit_from_json, fit,
                        load_circuit, load_circuits, presets, quantize, quantizers, search_addnet, search_native)

__all__ = ['Circuit', 'Engine', 'Error', 'FitResult', 'InputError', 'Quantized', 'SearchResult', 'UsageError',
           '__version__', 'circuit_from_json', 'fit', 'load_circuit', 'load_circuits', 'presets', 'quantize',
           'quantizers', 'search', 'search_addnet', 'search_native']


class SearchResult(NamedTuple):
    """What a search found: its circuits, best first or along the front, and the text of their rccm.circuits/1 file."""
    circuits: list[Circuit]
    json: str


class FitResult(NamedTuple):
    """The cheapest circuit found for a set, its LUTs, and how good it is known to be, in a word and in a sentence."""
    circuit: Circuit
    luts: int
    is_proven: bool
    claim: str


def search(weights, *, space='addnet', **options):
    """Searches a space of circuits and ranks them by weights, as `rccm search` does.

    weights: an array, FILE[:TENSOR], or gaussian, laplace, uniform. space: addnet or native; the options are those of
    search_addnet() and search_native().
    """
    searches = {'addnet': search_addnet, 'native': search_native}
    if space not in searches:
        raise UsageError(f'space {space}: must be one of {", ".join(searches)}')
    return searches[space](weights, **options)
