"""Exercising in front of a camera: capture, coaching, window and voice."""
