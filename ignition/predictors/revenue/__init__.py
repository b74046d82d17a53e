"""Revenue of the coming months in four parts, and how far to trust it: what `ignition.predictors.forecast` stands on."""
