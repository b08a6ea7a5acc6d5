#!/bin/sh
# The timer in a container: what is due every hour, and a backup at the first hour of each day (UTC).
set -u

last_backup=""
while true; do
    python manage.py run_due || echo "TIMER: run_due failed, see above" >&2
    today=$(date -u +%F)
    if [ "$today" != "$last_backup" ]; then
        # A failed backup is tried again in an hour, and says so each time.
        if python manage.py backup; then
            last_backup=$today
        else
            echo "TIMER: NO BACKUP WAS MADE, see above" >&2
        fi
    fi
    sleep $((3600 - $(date +%s) % 3600))
done
