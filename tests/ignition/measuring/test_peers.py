"""Level with the field's own libraries on the same data, where they are installed."""

from __future__ import annotations

import pytest

from bench.measuring import measure


@pytest.mark.drill
def test_figures_are_level_with_obp_and_scikit_uplift():
    figures = list(measure())
    absent = [figure for figure in figures if figure.value == "not measured"]
    assert [figure.what for figure in figures if "NOT level" in figure.beside] == []
    if absent:
        pytest.skip("; ".join(figure.beside for figure in absent))
    assert len(figures) == 5
