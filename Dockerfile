# docker build -t inklings .
# docker run -e INKLINGS_TOKEN -e INKLINGS_CONTACT -v inklings:/data inklings

FROM python:3.13-slim AS builder

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1

# The build backend lives outside the virtual environment, which is all that the next stage takes.
WORKDIR /src
COPY requirements/build.txt requirements/run.txt requirements/
RUN pip install --require-hashes -r requirements/build.txt

# The dependencies before the source: they change seldom, and their layer is kept.
RUN python -m venv --without-pip /opt/inklings \
    && pip --python /opt/inklings/bin/python install --require-hashes --only-binary :all: -r requirements/run.txt

COPY pyproject.toml README.md LICENSE ./
COPY bot bot
COPY cogs cogs
RUN pip wheel --no-deps --no-build-isolation --wheel-dir /wheels . \
    && pip --python /opt/inklings/bin/python install --no-deps --no-index /wheels/*.whl


FROM python:3.13-slim

RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin inklings \
    && install --directory --owner inklings --group inklings --mode 0700 /data

COPY --from=builder /opt/inklings /opt/inklings

ENV PATH=/opt/inklings/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    INKLINGS_DATABASE_URL=sqlite:////data/inklings.sqlite3

# A config.toml may be mounted here. INKLINGS_DATABASE_URL overrides its database_url: for PostgreSQL, set the variable.
WORKDIR /data
VOLUME /data
USER inklings

# No shell in between: `docker stop` signals the bot itself, which then closes in order.
ENTRYPOINT ["inklings"]
CMD ["run"]

# It listens on no port, and reconnects by itself for as long as Discord is away: there is nothing that a health check
# could ask and a restart would mend.
HEALTHCHECK NONE
