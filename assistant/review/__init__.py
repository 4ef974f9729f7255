"""Read a plan as the study's authors would: split, code, weigh, forecast, report."""
