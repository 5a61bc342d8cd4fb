"""The metrics, in Prometheus' text format. Imported only where they are served."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from prometheus_client import (
    CollectorRegistry,
    Counter,
    GCCollector,
    Histogram,
    PlatformCollector,
    ProcessCollector,
    generate_latest,
)
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector

from bot.operations.meters import Meters

CONTENT_TYPE = CONTENT_TYPE_LATEST
# A search takes some 20 ms, an answer some 500 ms; the last ones are for what hangs, in seconds.
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0, 120.0)


@dataclass(frozen=True, slots=True)
class Gauge:
    """A figure as it is now; ``values`` by the label's value, "" where there is no ``label``."""

    name: str
    about: str
    values: dict[str, float]
    label: str = field(default="")


class _State(Collector):
    """Asks for the gauges whenever somebody looks."""

    def __init__(self, look: Callable[[], Iterable[Gauge]]) -> None:
        self._look = look

    def collect(self) -> Iterator[GaugeMetricFamily]:
        for gauge in self._look():
            labels = [gauge.label] if gauge.label else []
            family = GaugeMetricFamily(f"accordingto_{gauge.name}", gauge.about, labels=labels)
            for value, figure in gauge.values.items():
                family.add_metric([value] if gauge.label else [], figure)
            yield family

    def describe(self) -> list[GaugeMetricFamily]:
        """Nothing yet: the state is not looked at before somebody asks."""
        return []


class PrometheusMeters(Meters):
    """Counts in a registry of its own. ``look`` gives the state when the metrics are read."""

    def __init__(self, look: Callable[[], Iterable[Gauge]]) -> None:
        self._registry = registry = CollectorRegistry()
        for collector in (ProcessCollector, PlatformCollector, GCCollector):
            collector(registry=registry)
        registry.register(_State(look))
        self._questions = self._counter("questions", "Questions by what came of them", "status")
        self._refusals = self._counter("refusals", "Requests that were refused", "why")
        self._calls = self._counter("telegram_calls", "Calls of Telegram", "method", "outcome")
        self._updates = self._counter("updates", "Updates that arrived", "state")
        self._posts = self._counter("webhook_posts", "Calls of the webhook", "outcome")
        self._stages = Histogram(
            "accordingto_stage_seconds",
            "How long each stage took",
            ["stage"],
            buckets=BUCKETS,
            registry=registry,
        )

    def _counter(self, name: str, about: str, *labels: str) -> Counter:
        return Counter(f"accordingto_{name}", about, labels, registry=self._registry)

    def question(self, status: str) -> None:
        """Count it."""
        self._questions.labels(status).inc()

    def refused(self, why: str) -> None:
        """Count it."""
        self._refusals.labels(why).inc()

    def stage(self, name: str, seconds: float) -> None:
        """Put it into the histogram."""
        self._stages.labels(name).observe(seconds)

    def called(self, method: str, outcome: str) -> None:
        """Count it."""
        self._calls.labels(method, outcome).inc()

    def arrived(self, *, new: int, known: int) -> None:
        """Count them."""
        self._updates.labels("new").inc(max(new, 0))
        self._updates.labels("known").inc(max(known, 0))

    def posted(self, outcome: str) -> None:
        """Count it."""
        self._posts.labels(outcome).inc()

    def text(self) -> bytes:
        """Give all of it in Prometheus' format; blocks while the state is looked at."""
        return generate_latest(self._registry)
