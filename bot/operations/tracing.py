"""OpenTelemetry: a span for each stage, sent to a collector. Imported only where one is set."""

from __future__ import annotations

from contextlib import AbstractContextManager
from importlib.metadata import version
from typing import TYPE_CHECKING

from corpus.errors import SettingsError

try:
    from opentelemetry.sdk.resources import Resource
    from opentelemetry.sdk.trace import TracerProvider
    from opentelemetry.sdk.trace.export import BatchSpanProcessor
except ImportError as error:
    raise SettingsError(
        "OTEL_EXPORTER_OTLP_ENDPOINT is set and OpenTelemetry is not installed: "
        "pip install 'accordingto[otel]', or leave it empty."
    ) from error

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

# What a span of ours is called in the collector, beside those of other programs.
PREFIX = "accordingto."
LAST_MS = 3000


class Tracing:
    """Sends spans to an OTLP collector by gRPC; stages within a stage are its children."""

    def __init__(self, endpoint: str, exporter: SpanExporter | None = None) -> None:
        """Send to ``endpoint`` (``http://host:4317``), or to an ``exporter`` in its place."""
        self._provider = TracerProvider(
            resource=Resource.create(
                {"service.name": "accordingto", "service.version": version("accordingto")}
            )
        )
        self._provider.add_span_processor(BatchSpanProcessor(exporter or _otlp(endpoint)))
        self._tracer = self._provider.get_tracer("accordingto")

    def span(self, name: str, question: str | None) -> AbstractContextManager[object]:
        """Give a span that carries the question's id and nothing that anybody wrote."""
        attributes = {} if question is None else {"accordingto.question": question}
        # What goes wrong may quote what somebody wrote: only that it did is sent.
        return self._tracer.start_as_current_span(
            PREFIX + name,
            attributes=attributes,
            record_exception=False,
            set_status_on_exception=False,
        )

    def close(self) -> None:
        """Send what is left, for a few seconds at most."""
        self._provider.force_flush(LAST_MS)
        self._provider.shutdown()


def _otlp(endpoint: str) -> SpanExporter:
    try:
        from opentelemetry.exporter.otlp.proto.grpc.trace_exporter import OTLPSpanExporter
    except ImportError as error:
        raise SettingsError(
            "OTEL_EXPORTER_OTLP_ENDPOINT is set and the exporter is not installed: "
            "pip install 'accordingto[otel]', or leave it empty."
        ) from error
    return OTLPSpanExporter(endpoint=endpoint, insecure=endpoint.startswith("http://"))
