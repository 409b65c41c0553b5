"""Student's t distribution to 17 digits, by mpmath with 60: t of P(T <= t) = p, and p of t.

Usage: student_t.py > packages/core/src/statistics/student-t.golden.json
"""
import json

from mpmath import betainc, mp, mpf, sqrt

mp.dps = 60


def cdf(t, freedom):
    """P(T <= t), for t <= 0: half of the regularised incomplete beta function at v / (v + t^2)."""
    return betainc(mpf(freedom) / 2, mpf(1) / 2, 0, freedom / (freedom + t * t), regularized=True) / 2


def quantile(p, freedom):
    """The t <= 0 with P(T <= t) = p <= 1/2, by bisection."""
    low, high = mpf(0), mpf(10) ** 13
    for _ in range(260):
        middle = (low + high) / 2 if low == 0 or high / low < 4 else sqrt(low * high)
        low, high = (middle, high) if cdf(-middle, freedom) > p else (low, middle)
    return -(low + high) / 2


rows = []
for freedom in (1, 2, 3, 10, 100):
    for text in ("1e-12", "1e-9", "1e-6", "1e-3", "0.005", "0.025", "0.25", "0.4"):
        t = float(quantile(mpf(text), freedom))
        rows.append(json.dumps([freedom, float(text), t, float(cdf(mpf(t), freedom))]))
print('{ "columns": ["freedom", "p", "t of p", "p of that t"],\n  "rows": [\n    ' + ",\n    ".join(rows) + "\n  ] }")
