"""The course of a live session as a state machine: events in, effects and a screen out."""

from formcheck.live.flow.flow import Flow

__all__ = ["Flow"]
