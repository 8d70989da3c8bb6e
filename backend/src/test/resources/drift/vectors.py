#!/usr/bin/env python3
"""Makes vectors.json: what SciPy says where the shared vectors say nothing, and, where SciPy has nothing, the papers'
formulas written down a second time, plainly. Run with Debian 12's python3-scipy (1.10.1):

    /usr/bin/python3 vectors.py > vectors.json
"""
import json
import math
import sys
import warnings

import numpy as np
import scipy
from scipy import stats

warnings.filterwarnings("ignore")
random = np.random.default_rng(20260131)


def rounded(values, digits=4):
    return [round(float(v), digits) for v in values]


def kolmogorov():
    """P(D >= d) of the one-sample statistic, in every range that has a formula of its own."""
    places = [(1, 0.7), (5, 0.15), (5, 0.19), (10, 0.35), (30, 0.1), (30, 0.2), (30, 0.36), (30, 0.6), (30, 0.97),
              (140, 0.05), (140, 0.1), (140, 0.168), (140, 0.2), (141, 0.004), (500, 0.02), (500, 0.05), (500, 0.07),
              (5000, 0.003), (5000, 0.0104), (5000, 0.02), (5000, 0.022), (5000, 0.05), (100000, 0.0005),
              (100000, 0.002), (100000, 0.004), (100000, 0.0047), (100000, 0.008), (500000, 0.0006), (500000, 0.001),
              (500000, 0.0019), (500000, 0.003), (500000, 0.0035)]
    return [{"n": n, "d": d, "p": float(stats.kstwo.sf(d, n))} for n, d in places]


def exact():
    """The exact p-value depends on both sizes and D alone; samples only serve to ask for it."""
    cases = []
    for n, m, shift in [(30, 30, 0.5), (37, 53, 0.4), (100, 75, 0.3), (400, 399, 0.15), (1000, 1000, 0.1), (2000, 300, 0.2),
                        (10000, 9999, 0.02), (10000, 10000, 0.02), (6000, 4000, 0.05)]:
        a, b = random.normal(size=n), random.normal(loc=shift, size=m)
        result = stats.ks_2samp(a, b, mode="exact")
        cases.append({"n": n, "m": m, "gap": round(result.statistic * n * m), "p": float(result.pvalue)})
    return cases


def anderson_darling():
    samples = [
        [random.normal(size=20), random.normal(size=25)],
        [random.normal(size=30), random.normal(loc=0.6, size=30)],
        [random.normal(size=60), random.normal(loc=0.5, scale=1.4, size=50)],
        [random.integers(0, 6, size=40), random.integers(0, 7, size=45)],
        [random.integers(0, 3, size=12), random.integers(0, 3, size=9)],
        [random.normal(size=40), random.normal(loc=3, size=40)],
        [random.normal(size=15), random.normal(size=18), random.normal(loc=0.8, size=22)],
        [random.integers(0, 9, size=30), random.integers(0, 9, size=30), random.integers(1, 9, size=25),
         random.integers(0, 8, size=20)],
        [[1.0, 2.0], [3.0, 4.0]],
    ]
    cases = []
    for case in samples:
        lists = [rounded(s) for s in case]
        result = stats.anderson_ksamp(lists)
        cases.append({"samples": lists, "statistic": float(result.statistic), "p": float(result.significance_level)})
    return cases


def z_test():
    """Written down from the definition; the chi-square of the same table must be its square."""
    cases = []
    for r, n, c, m in [(30, 100, 50, 100), (5, 1000, 9, 800), (1, 30, 0, 30), (700, 1000, 640, 1000), (3, 40, 39, 40)]:
        pooled = (r + c) / (n + m)
        z = (c / m - r / n) / math.sqrt(pooled * (1 - pooled) * (1 / n + 1 / m))
        chi2 = stats.chi2_contingency([[r, n - r], [c, m - c]], correction=False)[0]
        assert math.isclose(z * z, chi2, rel_tol=1e-9)
        h = abs(2 * math.asin(math.sqrt(c / m)) - 2 * math.asin(math.sqrt(r / n)))
        cases.append({"reference": [n - r, r], "current": [m - c, c], "z": z, "p": float(2 * stats.norm.sf(abs(z))), "h": h})
    return cases


def errors(*parts):
    return [int(e) for n, share in parts for e in (random.random(n) < share)]


def streams():
    return [errors((300, 0.1)), errors((300, 0.1), (300, 0.4)), errors((100, 0.05), (50, 0.9)), errors((40, 0.5)),
            [0] * 200 + errors((100, 0.3)), [1] * 50 + errors((100, 0.5)), errors((20, 0.5)), [0] * 60]


def page_hinkley(stream, delta=0.005, threshold=15, warm_up=30):
    """Gama et al. 2014, section 3.2.2, in whole sums anew for each t."""
    m, statistic, alarm = [0.0], 0.0, None
    for t in range(1, len(stream) + 1):
        m.append(m[-1] + stream[t - 1] - math.fsum(stream[:t]) / t - delta)
        if t >= warm_up:
            ph = m[-1] - min(m)
            statistic = max(statistic, ph)
            if alarm is None and ph >= threshold:
                alarm = t - 1
    return {"statistic": statistic, "alarmAt": alarm}


def ddm(stream, deviations=3, warm_up=30):
    """Gama et al. 2004, section 3; a share of 0 or 1 has no spread and is passed over."""
    best, statistic, warning, alarm = None, 0.0, None, None
    for t in range(1, len(stream) + 1):
        p = math.fsum(stream[:t]) / t
        s = math.sqrt(p * (1 - p) / t)
        if t < warm_up or s == 0:
            continue
        if best is None or p + s < sum(best):
            best = (p, s)
        level = (p + s - best[0]) / best[1]
        statistic = max(statistic, level)
        if warning is None and level >= 2:
            warning = t - 1
        if alarm is None and level >= deviations:
            alarm = t - 1
    return {"statistic": statistic, "warningAt": warning, "alarmAt": alarm}


json.dump({
    "generator": f"scipy {scipy.__version__} numpy {np.__version__}",
    "kolmogorov": kolmogorov(),
    "exact": exact(),
    "andersonDarling": anderson_darling(),
    "zTest": z_test(),
    "streams": [{"errors": s, "pageHinkley": page_hinkley(s), "ddm": ddm(s)} for s in streams()],
}, sys.stdout)
print()
