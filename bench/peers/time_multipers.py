# SPDX-License-Identifier: MIT
"""Times multipers on one file of points: python time_multipers.py POINTS.csv MAX_DIAMETER [BANDWIDTH]; one JSON line.

POINTS.csv has one point a row, its function value last. The complex is the one of filtration.function_rips: cliques up
to dimension 2, graded by the longest edge and the largest value. MMA's figure is its decomposition with its default
557 lines, every degree; the image is that of degree 1 on 50 x 50 pixels.
"""

import json
import resource
import sys
import time

import multipers
import multipers.filtrations
import numpy

table = numpy.loadtxt(sys.argv[1], delimiter=",", ndmin=2)
max_diameter, bandwidth = float(sys.argv[2]), float(sys.argv[3]) if len(sys.argv) > 3 else 0.05

start, processor = time.perf_counter(), time.process_time()
complex_ = multipers.filtrations.RipsLowerstar(points=table[:, :-1], function=table[:, -1], threshold_radius=max_diameter)
complex_.expansion(2)
built = time.perf_counter()
module = multipers.module_approximation(complex_, n_jobs=1)
decomposed = time.perf_counter()
module.representation(degrees=[1], resolution=(50, 50), bandwidth=bandwidth)
imaged = time.perf_counter()

print(json.dumps({
    "peer": f"multipers {multipers.__version__}", "simplices": complex_.num_simplices,
    "complex_s": built - start, "decomposition_s": decomposed - built, "image_s": imaged - decomposed,
    "total_s": imaged - start, "cpu_s": time.process_time() - processor, "summands": len(module.get_module_of_degree(1)),
    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
}))
