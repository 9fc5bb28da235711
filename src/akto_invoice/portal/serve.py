"""``akto-invoice serve``: the portal with its background worker, in one command.

The database is migrated and, in demo mode, filled; then the web server and the worker run as processes of their own.
When the web server dies everything ends; a worker that dies is started again, unless it could not even start. Ctrl-C,
SIGTERM or a closed terminal end both, and on Linux so does the sudden death of this process.
"""

import ctypes
import errno
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from types import FrameType
from typing import Final, NoReturn, TextIO

import django
from dj_database_url import UnknownSchemeError
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.db import OperationalError, connections

from akto_invoice.portal import environment
from akto_invoice.portal.environment import Environment, Mode

_GRACE: Final = 10  # seconds for a process to end by itself
_AT_ONCE: Final = 5  # seconds: a worker that lives less long would die again
_THREADS: Final = 8
_PR_SET_PDEATHSIG: Final = 1  # prctl(2)


class CannotServe(Exception):
    """The portal cannot start or go on; the message says what to do."""


def serve(out: TextIO = sys.stdout, *, printer: str | None = None) -> None:
    """Serve until a signal ends it; raise CannotServe. ``printer`` is handed to ``load_demo``.

    Without PORTAL_MODE and SECRET_KEY this is the demo, on this machine alone.
    """
    if not os.environ.get("SECRET_KEY"):
        os.environ.setdefault("PORTAL_MODE", Mode.DEMO)
    try:
        env = environment.read()
        _require_free_port(env)
        _prepare(env, out, printer)
    except (ImproperlyConfigured, OSError) as error:
        raise CannotServe(str(error)) from error
    except (OperationalError, UnknownSchemeError) as error:
        raise CannotServe(f"La base de données n'est pas joignable, vérifiez DATABASE_URL : {error}".strip()) from error
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):  # SIGHUP is unknown to Windows
            signal.signal(getattr(signal, name), _end)
    _supervise(env, out)


def _require_free_port(env: Environment) -> None:
    """Raise CannotServe where another program listens: the web server would say so in English."""
    family = socket.AF_INET6 if ":" in env.host else socket.AF_INET
    with socket.socket(family) as attempt:
        attempt.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            attempt.bind((env.host, env.port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                free = env.port % 65535 + 1
                raise CannotServe(
                    f"Le port {env.port} est déjà pris : choisissez-en un autre, par exemple PORT={free}."
                ) from error
            if error.errno == errno.EACCES:
                raise CannotServe(f"Le port {env.port} est réservé au système : choisissez PORT=8000.") from error
            raise CannotServe(
                f"HOST={env.host} n'est pas une adresse de cette machine : 127.0.0.1 la sert seule, 0.0.0.0 le réseau."
            ) from error


def _prepare(env: Environment, out: TextIO, printer: str | None) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "akto_invoice.portal.settings")
    django.setup()
    from akto_invoice.portal.demo.load import is_loaded

    call_command("migrate", verbosity=0)
    if not env.is_production:
        _load_demo(out, printer)
    elif is_loaded():
        raise CannotServe(
            "Cette base contient les comptes de démonstration, dont tout le monde connaît le mot de passe : "
            "pour la production, prenez une autre base (DATABASE_URL ou DATA_DIR)."
        )
    connections.close_all()


def _load_demo(out: TextIO, printer: str | None) -> None:
    """In a process of its own: what it starts to read the demo's invoices would stay with this one for ever."""
    options = ("--printer", printer) if printer else ()
    command = [sys.executable, "-u", "-m", "akto_invoice.portal", "load_demo", *options]
    loading = subprocess.Popen(  # noqa: S603
        command, stdout=subprocess.PIPE, text=True, encoding="utf-8", preexec_fn=_end_with_parent()
    )
    with loading:
        for line in loading.stdout or ():
            print(line, end="", file=out, flush=True)
    if loading.returncode:
        raise CannotServe("Les données de démonstration n'ont pas pu être chargées : voyez le message ci-dessus.")


def _announce(env: Environment, out: TextIO) -> None:
    from akto_invoice.portal.demo import cast

    host = f"[{env.host}]" if ":" in env.host else env.host
    lines = [f"Le portail est sur http://{host}:{env.port}/ (Ctrl-C pour l'arrêter)."]
    if not env.is_production:
        width = max(len(person.email) for person in cast.SHOWN)
        lines += ["", f"Comptes de démonstration, mot de passe {cast.PASSWORD} :"]
        lines += [f"  {person.email:{width}}  {person.role}" for person in cast.SHOWN]
    print(*lines, sep="\n", file=out, flush=True)


def _supervise(env: Environment, out: TextIO) -> NoReturn:
    web = _start(_web_server(env))
    worker, born = _start(_WORKER), time.monotonic()
    is_announced = False
    try:
        while True:
            time.sleep(0.2)
            if web.poll() is not None:
                raise CannotServe(f"Le serveur web s'est arrêté (code {web.returncode}) : voyez son message ci-dessus.")
            if not is_announced and _answers(env):
                _announce(env, out)
                is_announced = True
            if worker.poll() is None:
                continue
            if time.monotonic() - born < _AT_ONCE:
                raise CannotServe(
                    f"Le traitement en arrière-plan ne démarre pas (code {worker.returncode}) : "
                    "voyez son message ci-dessus."
                )
            print("Le traitement en arrière-plan s'est arrêté : il redémarre.", file=out, flush=True)
            worker, born = _start(_WORKER), time.monotonic()
    finally:
        _stop(web, worker)


def _answers(env: Environment) -> bool:
    try:
        socket.create_connection((env.host, env.port), timeout=1).close()
    except OSError:
        return False
    return True


def _web_server(env: Environment) -> tuple[str, ...]:
    """What is far larger than a piece is refused while it arrives; what is somewhat larger, by the portal in French."""
    from akto_invoice.portal.workflows.uploads import MAX_BYTES

    behind = (f"--trusted-proxy={env.trusted_proxy}", "--trusted-proxy-headers=x-forwarded-proto,x-forwarded-for")
    return (
        "waitress",
        f"--host={env.host}",
        f"--port={env.port}",
        f"--threads={_THREADS}",
        f"--max-request-body-size={4 * MAX_BYTES}",
        *(behind if env.trusted_proxy else ()),
        "akto_invoice.portal.wsgi:application",
    )


_WORKER: Final = ("akto_invoice.portal", "db_worker", "--verbosity=0")


def _start(module: tuple[str, ...]) -> subprocess.Popen[bytes]:
    """Run a module in a group of its own: a terminal's Ctrl-C reaches this process alone, which ends the others."""
    # preexec_fn is unsafe beside threads; this process has none.
    return subprocess.Popen([sys.executable, "-m", *module], process_group=0, preexec_fn=_end_with_parent())  # noqa: S603


def _end_with_parent() -> Callable[[], object] | None:
    """Return what makes Linux send SIGTERM to a process when its parent dies, be it killed."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _stop(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.terminate()
    for process in processes:
        try:
            process.wait(_GRACE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _end(_: int, __: FrameType | None) -> NoReturn:
    sys.exit(0)
