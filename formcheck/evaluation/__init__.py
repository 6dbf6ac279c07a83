"""Measuring formcheck itself: labels in, the figures of this field out."""
