# One replica of the app, for a CPU: `docker build -t headlight .`, then `docker run -p 8501:8501 headlight`.
# docs/deployment.md says what else to set, and how several stand behind nginx.
FROM python:3.11-slim AS installed

# A virtual environment is copied as a whole: pip and its cache stay behind.
WORKDIR /app
COPY constraints.txt requirements.txt requirements-cpu.txt requirements-hf.txt requirements-ray.txt ./
# More than the app needs by itself: requirements-hf.txt, requirements-ray.txt, or both.
ARG ALSO=""
RUN python -m venv /venv
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check -c constraints.txt -r requirements-cpu.txt
RUN for file in $ALSO; do /venv/bin/pip install --no-cache-dir --disable-pip-version-check \
      -c constraints.txt --extra-index-url https://download.pytorch.org/whl/cpu -r "$file" || exit 1; done

FROM python:3.11-slim

RUN useradd --system --uid 10001 --home-dir /tmp --no-create-home --shell /usr/sbin/nologin headlight
COPY --from=installed /venv /venv
WORKDIR /app
COPY . .
# As bytecode now: the file system may be read-only later, and a first visitor need not wait for it.
RUN /venv/bin/python -m compileall -q .

ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/app \
    PYTHONUNBUFFERED=1 \
    HOME=/tmp \
    OMP_WAIT_POLICY=PASSIVE \
    RAY_USAGE_STATS_ENABLED=0 \
    HEADLIGHT_HUB=none \
    STREAMLIT_SERVER_PORT=8501 \
    STREAMLIT_SERVER_ADDRESS=0.0.0.0 \
    STREAMLIT_SERVER_HEADLESS=true \
    STREAMLIT_SERVER_FILE_WATCHER_TYPE=none

USER 10001
EXPOSE 8501
HEALTHCHECK --interval=10s --timeout=3s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request as r; r.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=2)"]
CMD ["streamlit", "run", "app.py"]
