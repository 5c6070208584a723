"""Run the stand-in by hand or for a bench: `python -m tests.fakes.twilio --port 8900`.

It tells at the end how many texts it took: no numbers, no bodies.
"""

import argparse
import signal
import threading

from tests.fakes.twilio.server import ACCOUNT_SID, AUTH_TOKEN, TwilioStandIn


def main() -> None:
    parser = argparse.ArgumentParser(description="A stand-in for Twilio on loopback")
    parser.add_argument("--port", type=int, default=8900)
    parser.add_argument("--account-sid", default=ACCOUNT_SID)
    parser.add_argument("--auth-token", default=AUTH_TOKEN)
    asked = parser.parse_args()
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with TwilioStandIn(asked.account_sid, asked.auth_token, port=asked.port) as stand_in:
        print(f"RELAIS_TWILIO_API_URL={stand_in.address}", flush=True)
        print(f"RELAIS_TWILIO_ACCOUNT_SID={stand_in.account_sid}", flush=True)
        stopped.wait()
        print(f"{len(stand_in.accepted)} texts taken", flush=True)


if __name__ == "__main__":
    main()
