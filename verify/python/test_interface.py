"""The stubs say what the module has, and everything public is described."""
import ast
import doctest
import inspect
import re
import unittest
from pathlib import Path

import torch

import rccm
import rccm._core
import rccm.torch

STUB = ast.parse((Path(rccm.__file__).parent / '_core.pyi').read_text())


def is_public(name):
    return not name.startswith('_') or name in ('__init__', '__version__')


def parameters_of_stub(function):
    """Name -> default as text, of a function in the stub."""
    arguments = function.args
    defaults = [None] * (len(arguments.args) - len(arguments.defaults)) + arguments.defaults + arguments.kw_defaults
    names = [argument.arg for argument in arguments.args + arguments.kwonlyargs]
    return {name: None if default is None else repr(ast.literal_eval(default))
            for name, default in zip(names, defaults) if name != 'self'}


def parameters_of_module(function):
    """The same from the first line that pybind11 writes into the description: "fit(a: object, *, b: int = 1) -> ...". """
    signature = re.match(r'\w+\((.*)\) -> ', function.__doc__.split('\n')[0]).group(1)
    found = re.findall(r'(\w+): [\w.:]+(?:\[[^\]]*\]+)?(?: = (\[[^\]]*\]|[^,]+))?', signature)
    return {name: default or None for name, default in found if name != 'self'}


class Stub(unittest.TestCase):
    def test_it_names_what_the_module_has(self):
        named = {node.name for node in STUB.body if isinstance(node, (ast.ClassDef, ast.FunctionDef))} | {'__version__'}
        self.assertEqual(named, {name for name in vars(rccm._core) if is_public(name)})

    def test_its_classes_have_the_members_of_the_module(self):
        for node in STUB.body:
            if isinstance(node, ast.ClassDef) and node.name not in ('Error', 'UsageError', 'InputError'):
                members = {name for name in vars(getattr(rccm._core, node.name)) if is_public(name)} - {'__init__'}
                self.assertEqual({part.name for part in node.body} - {'__init__'}, members, node.name)

    def test_its_functions_have_the_parameters_and_defaults_of_the_module(self):
        for node in STUB.body:
            if isinstance(node, ast.FunctionDef):
                self.assertEqual(parameters_of_stub(node), parameters_of_module(getattr(rccm._core, node.name)), node.name)
            elif isinstance(node, ast.ClassDef):
                for part in node.body:
                    if isinstance(part, ast.FunctionDef) and not part.decorator_list:
                        self.assertEqual(parameters_of_stub(part),
                                         parameters_of_module(getattr(getattr(rccm._core, node.name), part.name)),
                                         f'{node.name}.{part.name}')

    def test_errors_derive_from_one_another_as_it_says(self):
        self.assertTrue(issubclass(rccm.UsageError, (rccm.Error, ValueError)))
        self.assertTrue(issubclass(rccm.InputError, (rccm.Error, ValueError)))


class Descriptions(unittest.TestCase):
    def test_everything_public_has_one(self):
        for module in [rccm, rccm.torch]:
            names = getattr(module, '__all__', [n for n, v in vars(module).items() if inspect.getmodule(v) is module])
            for name in names:
                if name.startswith('_'):
                    continue
                thing = getattr(module, name)
                self.assertTrue(thing.__doc__, name)
                for member, value in vars(thing).items() if inspect.isclass(thing) else []:
                    if not member.startswith('_') and member not in ('forward', 'backward'):
                        self.assertTrue(value.__doc__, f'{name}.{member}')

    def test_their_examples_are_true(self):
        for module, names in [(rccm, {}), (rccm.torch, {'torch': torch, 'rccm': rccm})]:
            result = doctest.testmod(module, extraglobs=names)
            self.assertEqual(result.failed, 0)
            self.assertGreater(result.attempted, 1)

    def test_the_version_is_that_of_the_project(self):
        text = (Path(__file__).resolve().parents[2] / 'CMakeLists.txt').read_text()
        self.assertEqual(rccm.__version__, re.search(r'project\(rccm VERSION ([\d.]+)', text).group(1))


if __name__ == '__main__':
    unittest.main()
