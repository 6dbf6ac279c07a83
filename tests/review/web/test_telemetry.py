"""Nobody who traces the program learns where the pages lie or what was asked of them."""

from __future__ import annotations

import pytest
from opentelemetry import trace
from opentelemetry.sdk.trace import TracerProvider
from opentelemetry.sdk.trace.export import SimpleSpanProcessor
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from tests.support.review_site import running_site


def test_no_span_is_made_of_a_request(tmp_path_factory: pytest.TempPathFactory) -> None:
    exporter = InMemorySpanExporter()
    provider = TracerProvider()
    provider.add_span_processor(SimpleSpanProcessor(exporter))
    trace.set_tracer_provider(provider)
    with running_site(tmp_path_factory.mktemp("traced")) as site:
        assert site.therapist.get("/").status == 200
        assert site.therapist.get(f"/sets/{site.set_id}").status == 200
        assert site.therapist.get("/sets/99").status == 404
        assert site.stranger.get(f"/enter?token={site.keys.token}").status == 200
    assert exporter.get_finished_spans() == ()
    with trace.get_tracer("tests").start_as_current_span("seen"):
        pass
    assert [span.name for span in exporter.get_finished_spans()] == ["seen"]
