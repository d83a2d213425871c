"""Builds the Python module with CMake. The version is that of CMakeLists.txt.

RCCM_BUILD names a CMake build folder to use, which may be built already; by default it is build/python.
"""
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from setuptools import Distribution, Extension, setup
from setuptools.command.build_ext import build_ext

ROOT = Path(__file__).resolve().parent
SCRATCH = ROOT / 'build' / 'setuptools'  # git ignores it; setuptools would put it beside the sources


class BuildWithCMake(build_ext):
    """Builds the one extension as the target rccm_python."""

    def build_extension(self, ext):
        folder = Path(os.environ.get('RCCM_BUILD', ROOT / 'build' / 'python')).resolve()
        if not (folder / 'CMakeCache.txt').exists():
            subprocess.run(['cmake', '-S', ROOT, '-B', folder, '-G', 'Ninja', '-DCMAKE_BUILD_TYPE=Release',
                            '-DRCCM_PYTHON=ON', '-DRCCM_BUILD_PROGRAM=OFF', '-DRCCM_BUILD_TESTS=OFF',
                            f'-DPython_EXECUTABLE={sys.executable}'], check=True)
        subprocess.run(['cmake', '--build', folder, '--target', 'rccm_python'], check=True)
        target = Path(self.get_ext_fullpath(ext.name))
        target.parent.mkdir(parents=True, exist_ok=True)
        built, = (folder / 'python' / 'rccm').glob('_core.*.so')
        shutil.copy(built, target)


class OnlyHere(Distribution):
    """Keeps what setuptools writes under build/."""

    def __init__(self, attributes=None):
        super().__init__(attributes)
        SCRATCH.mkdir(parents=True, exist_ok=True)
        for command, option in [('build', 'build_base'), ('egg_info', 'egg_base'), ('bdist_wheel', 'bdist_dir')]:
            folder = SCRATCH / 'wheel' if command == 'bdist_wheel' else SCRATCH
            self.get_option_dict(command)[option] = ('setup.py', str(folder))


setup(
    version=re.search(r'project\(rccm VERSION ([\d.]+)', (ROOT / 'CMakeLists.txt').read_text()).group(1),
    packages=['rccm'],
    package_dir={'rccm': 'python/rccm'},
    package_data={'rccm': ['*.pyi', 'py.typed']},
    ext_modules=[Extension('rccm._core', sources=[])],
    cmdclass={'build_ext': BuildWithCMake},
    distclass=OnlyHere,
)
