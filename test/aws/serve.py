"""Runs moto's server on a free loopback port, prints its address, and ends when standard input is closed."""

import logging
import sys

from moto.server import ThreadedMotoServer

# Otherwise a line for each request.
logging.getLogger("werkzeug").setLevel(logging.ERROR)

server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
server.start()
host, port = server.get_host_and_port()
print(f"http://{host}:{port}", flush=True)
sys.stdin.read()
server.stop()
