"""Makes figures.csv: Wilson intervals by SciPy, McNemar's exact test in whole numbers.

Run with python3 and SciPy (Debian: python3-scipy): python3 figures.py > figures.csv
"""
from fractions import Fraction

from scipy.stats import binomtest

WILSON = [(0, 1), (1, 1), (0, 10), (1, 10), (5, 10), (10, 10), (81, 263), (999, 1000), (1000, 1000),
          (29170, 100000), (99999, 100000)]
MCNEMAR = [(0, 0), (1, 0), (0, 1), (3, 0), (5, 5), (1, 9), (9, 1), (6, 2), (10, 20), (59, 6), (100, 150),
           (1000, 1100), (0, 1000), (50000, 50000), (49000, 51000)]


def mcnemar(b, c):
    """Twice the lower tail of Binomial(b + c, 1/2), exactly, at most 1."""
    n, term, tail = b + c, 1, 1
    for i in range(min(b, c)):
        term = term * (n - i) // (i + 1)
        tail += term
    return float(min(Fraction(1), Fraction(2 * tail, 2 ** n)))


for right, n in WILSON:
    interval = binomtest(right, n).proportion_ci(confidence_level=0.95, method="wilson")
    print(f"wilson,{right},{n},{float(interval.low)!r},{float(interval.high)!r}")
for b, c in MCNEMAR:
    print(f"mcnemar,{b},{c},{mcnemar(b, c)!r},")
