"""How many letters apart two words are."""


def tolerance(word: str) -> int:
    """How many letters may be wrong in a word of this length."""
    length = len(word)
    return 0 if length < 4 else 1 if length < 6 else 2


def distance(one: str, other: str, most: int) -> int | None:
    """
    Letters to add, drop, change or swap with their neighbour; `None` beyond `most`.
    """
    if one == other:
        return 0
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row, older, before = [i], before, row
        for j, against in enumerate(other, 1):
            cost = min(
                before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against)
            )
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return None
    return row[-1] if row[-1] <= most else None
