"""Level with the field's own libraries on the same data, where they are installed."""

from __future__ import annotations

import pytest

from bench.figure import NOT_MEASURED
from bench.measuring import measure


@pytest.mark.drill
def test_figures_are_level_with_obp_and_scikit_uplift():
    figures = list(measure())
    absent = [figure for figure in figures if figure.ours == NOT_MEASURED]
    assert [figure.work for figure in figures if "NOT level" in figure.ours] == []
    if absent:
        pytest.skip("; ".join(figure.peer for figure in absent))
    assert len(figures) == 5
