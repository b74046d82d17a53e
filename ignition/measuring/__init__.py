"""What acting brought: measured by lot, held against what was promised. Pure functions over arrays."""

from __future__ import annotations

from ignition.measuring.acting import Trial as Trial
from ignition.measuring.acting import cross_fitted as cross_fitted
from ignition.measuring.acting import effect_of_acting as effect_of_acting
from ignition.measuring.cuped import cuped as cuped
from ignition.measuring.cuped import without_before as without_before
from ignition.measuring.holdouts import Holdout as Holdout
from ignition.measuring.holdouts import effect_in_pairs as effect_in_pairs
from ignition.measuring.holdouts import effect_of_seller_weeks as effect_of_seller_weeks
from ignition.measuring.holdouts import hold_out_pairs as hold_out_pairs
from ignition.measuring.holdouts import hold_out_seller_weeks as hold_out_seller_weeks
from ignition.measuring.off_policy import Choices as Choices
from ignition.measuring.off_policy import doubly_robust as doubly_robust
from ignition.measuring.off_policy import ips as ips
from ignition.measuring.off_policy import snips as snips
from ignition.measuring.promises import Ledger as Ledger
from ignition.measuring.promises import Quarter as Quarter
from ignition.measuring.promises import Settled as Settled
from ignition.measuring.promises import ledger as ledger
from ignition.measuring.promises import trust as trust
from ignition.measuring.refuting import Refutation as Refutation
from ignition.measuring.refuting import confidence_sequence as confidence_sequence
from ignition.measuring.refuting import mean_so_far as mean_so_far
from ignition.measuring.refuting import refute as refute
from ignition.measuring.stating import is_announced as is_announced
from ignition.measuring.uplift import auuc as auuc
from ignition.measuring.uplift import qini as qini
