# The bot in a container: no root, nothing to write to but /data and /tmp.
#
#   docker build --tag accordingto .
#
# Linux builds of torch from the usual index bring several gigabytes of GPU libraries. To leave them
# out, name an index that has torch built for the processor alone:
#
#   docker build --tag accordingto --build-arg TORCH_INDEX=https://… .

FROM python:3.11-slim-bookworm AS build
ARG TORCH_INDEX=""
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
RUN python -m venv /opt/accordingto
WORKDIR /src
COPY constraints.txt ./
COPY locks locks
# Every file is compared with its SHA-256 in locks/, but for torch from an index that you named: its
# files are not those of the usual one. A layer of its own, for its size.
RUN if [ -n "$TORCH_INDEX" ]; then /opt/accordingto/bin/pip install --no-deps \
    --index-url "$TORCH_INDEX" "$(grep -x 'torch==.*' constraints.txt)"; fi \
    && locks/install /opt/accordingto/bin/python run \
    && python -m venv /opt/build && locks/install /opt/build/bin/python build
COPY pyproject.toml README.md CHANGELOG.md LICENSE ./
COPY bot bot
COPY retrieval retrieval
COPY corpus corpus
RUN /opt/build/bin/python -m build --wheel --no-isolation \
    && /opt/accordingto/bin/pip install --no-deps dist/*.whl && /opt/accordingto/bin/pip check

FROM python:3.11-slim-bookworm
RUN useradd --system --uid 10001 --home-dir /nonexistent --shell /usr/sbin/nologin accordingto \
    && install --directory --owner accordingto --group accordingto --mode 0700 /data
COPY --from=build /opt/accordingto /opt/accordingto
# Health is asked for inside only; pages and webhook are reached through the port that is published.
ENV PATH=/opt/accordingto/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    ACCORDINGTO_DATA=/data \
    PAGE_BIND=0.0.0.0:8080 \
    METRICS_ADDRESS=127.0.0.1:9464 \
    LOG_FORMAT=json
USER 10001:10001
WORKDIR /data
VOLUME /data
EXPOSE 8080
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=90s --retries=3 CMD \
    ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9464/healthz', timeout=4)"]
ENTRYPOINT ["accordingto"]
CMD ["bot"]
