"""Sample videos with exact truth: a rendered person does each exercise well and badly."""
