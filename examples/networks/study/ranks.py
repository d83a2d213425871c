"""Rank correlations with average ranks for ties."""


def ranks(values):
    """The rank of each value from 1 on; equal values share the mean of their ranks.

    >>> ranks([10, 30, 20, 20])
    [1.0, 4.0, 2.5, 2.5]
    """
    order = sorted(range(len(values)), key=lambda i: values[i])
    result = [0.0] * len(values)
    begin = 0
    while begin < len(order):
        end = begin
        while end < len(order) and values[order[end]] == values[order[begin]]:
            end += 1
        for i in order[begin:end]:
            result[i] = (begin + 1 + end) / 2
        begin = end
    return result


def spearman(a, b):
    """Pearson's correlation of the ranks.

    >>> spearman([1, 2, 3, 4], [10, 20, 30, 40])
    1.0
    >>> spearman([1, 2, 3, 4], [4, 3, 2, 1])
    -1.0
    >>> round(spearman([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 6)
    0.8
    """
    x, y = ranks(a), ranks(b)
    mean = (len(x) + 1) / 2
    covariance = sum((p - mean) * (q - mean) for p, q in zip(x, y))
    spread = sum((p - mean) ** 2 for p in x) * sum((q - mean) ** 2 for q in y)
    return covariance / spread**0.5 if spread else 0.0


def kendall(a, b):
    """Kendall's tau-b: concordant less discordant pairs, those tied in either taken out of its share.

    >>> kendall([1, 2, 3, 4], [10, 20, 30, 40])
    1.0
    >>> round(kendall([1, 2, 3, 4, 5], [2, 1, 4, 3, 5]), 6)
    0.6
    >>> round(kendall([1, 2, 2, 3], [1, 2, 3, 4]), 6)
    0.912871
    """
    def sign(value):
        return (value > 0) - (value < 0)

    pairs = [(i, j) for i in range(len(a)) for j in range(i)]
    agreement = sum(sign(a[i] - a[j]) * sign(b[i] - b[j]) for i, j in pairs)
    untied_a = sum(a[i] != a[j] for i, j in pairs)
    untied_b = sum(b[i] != b[j] for i, j in pairs)
    spread = untied_a * untied_b
    return agreement / spread**0.5 if spread else 0.0
