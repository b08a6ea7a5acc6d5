# The site in a container: web, mail worker and timer are the same image with another command.
# Nothing secret is built in; settings come from the environment when it starts.
FROM python:3.13-slim-bookworm AS build

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
RUN python -m venv /opt/venv
COPY requirements.txt /tmp/requirements.txt
RUN /opt/venv/bin/pip install --require-hashes -r /tmp/requirements.txt


FROM python:3.13-slim-bookworm

# pg_dump and pg_restore for backups: the same major version as the server in compose.yaml.
ARG POSTGRES_MAJOR=17
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates gnupg postgresql-common \
    && /usr/share/postgresql-common/pgdg/apt.postgresql.org.sh -y \
    && apt-get install --yes --no-install-recommends "postgresql-client-${POSTGRES_MAJOR}" \
    && apt-get purge --yes gnupg \
    && apt-get autoremove --yes \
    && rm -rf /var/lib/apt/lists/*

# A number of its own, so that volumes belong to the same user after every build.
RUN groupadd --gid 10001 guide \
    && useradd --uid 10001 --gid guide --no-create-home --shell /usr/sbin/nologin guide \
    && install --directory --owner guide --group guide --mode 0700 /srv/uploads /srv/backups

ENV PATH=/opt/venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=sciatica_site.settings.production
COPY --from=build /opt/venv /opt/venv
WORKDIR /srv/app
COPY . .

# Production settings refuse to load without values. These open nothing and are not kept: the
# hashed copies of static files depend on none of them.
RUN SECRET_KEY=only-while-the-image-is-built DATABASE_URL=sqlite://:memory: \
    ALLOWED_HOSTS=build.example.com SITE_URL=https://build.example.com \
    DEFAULT_FROM_EMAIL=build@example.com SECURITY_CONTACT=mailto:build@example.com \
    MESSAGE_KEYS=MDEyMzQ1Njc4OWFiY2RlZmdoaWprbG1ub3BxcnN0dXY= UPLOADS_DIR=/srv/uploads \
    python manage.py collectstatic --no-input

USER guide
EXPOSE 8000
# No access log: it would hold query strings, which is to say what people searched for.
CMD ["gunicorn", "sciatica_site.wsgi", "--bind=0.0.0.0:8000", "--workers=2", "--threads=4", \
     "--timeout=30", "--graceful-timeout=30", "--max-requests=2000", \
     "--max-requests-jitter=200", "--no-control-socket", "--worker-tmp-dir=/dev/shm"]
