"""The web server: `python -m zwolle.web --port 8000`. Behind a proxy: TRUSTED_PROXY names its address.

waitress, because it reads a whole request before a thread touches it, so that slow clients hold no thread. Its
limit of a hundred connections would let three hundred of them shut the door, hence the higher one.
"""

import argparse
import resource
import signal
from types import FrameType
from typing import NoReturn

from django.conf import settings
from django.core.checks import run_checks
from waitress import serve

from zwolle.wsgi import application

THREADS = 8
CONNECTIONS = 2_000
ROOM_FOR_A_POLITE_REFUSAL = 4 * 1024 * 1024
LARGEST_HEADERS_BYTES = 32 * 1024
SILENCE_SECONDS = 60
PROXY_HEADERS = {"x-forwarded-for", "x-forwarded-proto"}


def make_room_for_connections() -> None:
    """Raise the number of files this process may have open, as far as the system lets it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + 200
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def stop(_number: int, _frame: FrameType | None) -> NoReturn:
    """On SIGTERM: take no new requests, finish those at work, leave."""
    raise SystemExit(0)


def proxy_options() -> dict[str, object]:
    """What to believe of the headers a proxy adds: nothing, unless TRUSTED_PROXY names it."""
    proxy = settings.TRUSTED_PROXY
    if not proxy:
        return {"clear_untrusted_proxy_headers": True}
    return {
        "trusted_proxy": proxy,
        "trusted_proxy_headers": PROXY_HEADERS,
        "clear_untrusted_proxy_headers": True,
    }


def refuse_what_is_wrong() -> None:
    """End with a sentence when a system check finds an error, such as demo mode on a public host."""
    wrong = [message for message in run_checks() if message.is_serious() and not message.is_silenced()]
    if wrong:
        raise SystemExit("\n".join(map(str, wrong)))


def main() -> None:
    """Serve until somebody asks to stop."""
    parser = argparse.ArgumentParser(description="The web server of the portal")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    arguments = parser.parse_args()
    refuse_what_is_wrong()
    signal.signal(signal.SIGTERM, stop)
    make_room_for_connections()
    serve(
        application,
        host=arguments.host,
        port=arguments.port,
        threads=THREADS,
        connection_limit=CONNECTIONS,
        asyncore_use_poll=True,
        channel_timeout=SILENCE_SECONDS,
        max_request_body_size=settings.LARGEST_REQUEST + ROOM_FOR_A_POLITE_REFUSAL,
        max_request_header_size=LARGEST_HEADERS_BYTES,
        ident=None,
        **proxy_options(),
    )


if __name__ == "__main__":
    main()
