"""A client made of the API's own description asks a server everything, with a token of each role.

    client.py SCHEMATHESIS SERVER FOLDER

The server is started in the folder, set up with a person of each role and with one of each object, and asked by
schemathesis: values at and beyond every limit of the description, and random ones, always the same. An answer of 500 or
more, and one whose status, headers or body the description does not have, is a failure.
"""

import json
import os
import pathlib
import socket
import subprocess
import sys
import urllib.error
import urllib.request

ROLES = ["administrator", "operator", "reviewer", "designer", "viewer"]
SCOPES = ["read", "design", "request", "approve", "apply", "administer"]
CHECKS = [
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
]
PASSWORD = "correct horse battery"
SEED = "20"
# Random values for each operation; and at every limit of the description, for the first role.
EXAMPLES = "5"
PHASES = {ROLES[0]: "coverage,fuzzing"}
# 502 is what a call says when AWS, or what stands in its place, does not answer it.
CONFIG = """
[checks]
not_a_server_error.expected-statuses = ["2xx", "3xx", "4xx", "502"]
"""
# Of a stream of events OpenAPI 3.1 can describe only the data, and the tool compares whole events with that.
STREAMS = "/events$"


def main(schemathesis, server, folder):
    folder = pathlib.Path(folder)
    address = "127.0.0.1:" + free_port()
    command = [server, "serve", "--listen", address, "--data", str(folder / "data"), "--sandbox-time-scale", "0"]
    command += ["--allow-private-addresses"]
    environment = {**without_aws(folder), "RUST_LOG": "error"}
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=None, text=True, env=environment)
    try:
        link = running.stdout.readline().rsplit("/join/", 1)[1].strip()
        api = Api(f"http://{address}")
        tokens, objects = set_up(api, link)
        failed = [role for role in ROLES if not asked(schemathesis, api, tokens[role], objects, role, folder)]
        if running.poll() is not None:
            sys.exit(f"the server ended with {running.returncode}")
    finally:
        running.kill()
        running.wait()
    if failed:
        sys.exit(f"answers that are not as described, with a token of: {', '.join(failed)}")


def without_aws(folder):
    """No call of the server goes to an account of whoever runs this."""
    rest = {name: value for name, value in os.environ.items() if not name.startswith("AWS_")}
    files = {name: str(folder / "none") for name in ("AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE")}
    return {**rest, **files, "AWS_EC2_METADATA_DISABLED": "true"}


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return str(listener.getsockname()[1])


class Api:
    """Plain calls with a session."""

    def __init__(self, base):
        self.base = base

    def call(self, method, path, body=None, cookie=""):
        data = None if body is None else json.dumps(body).encode()
        headers = {"cookie": cookie, "content-type": "application/json", "origin": self.base}
        request = urllib.request.Request(f"{self.base}/api/v1{path}", data, headers, method=method)
        try:
            with urllib.request.urlopen(request) as answer:
                text = answer.read()
                return json.loads(text) if text else None, answer.headers
        except urllib.error.HTTPError as refusal:
            sys.exit(f"{method} {path}: {refusal.code} {refusal.read().decode()}")

    def join(self, link, name):
        person = {"name": name, "email": f"{name}@example.com", "password": PASSWORD}
        _, headers = self.call("POST", f"/invitations/{link}/accept", person)
        return headers["set-cookie"].split(";")[0]


def set_up(api, link):
    """A token of each role, and for each beginning of a path the id of an object that is there."""
    boss = api.join(link, ROLES[0])
    tokens = {}
    for role in ROLES:
        cookie = boss
        if role != ROLES[0]:
            invited, _ = api.call("POST", "/invitations", {"role": role}, boss)
            cookie = api.join(invited["path"].rsplit("/", 1)[1], role)
        token, _ = api.call("POST", "/tokens", {"name": "client", "scopes": SCOPES, "days": 1}, cookie)
        tokens[role] = token["secret"]
    return tokens, objects(api, boss)


def objects(api, cookie):
    made = lambda path, body: api.call("POST", path, body, cookie)[0]
    listed = lambda path: api.call("GET", path, None, cookie)[0]
    design = made("/designs", {"source": {"example": {"key": "game-scores"}}})["id"]
    version = made(f"/designs/{design}/versions", {"message": "First", "seq": 0})
    environment = listed("/environments")[0]["id"]
    request = {"design": design, "version": version["number"], "environment": environment, "title": "First"}
    webhook = {"name": "Client", "url": "http://127.0.0.1:9/", "form": "plain", "events": ["run."], "enabled": False}
    return {
        "/designs/": design,
        "/environments/": environment,
        "/requests/": made("/requests", request)["summary"]["id"],
        "/webhooks/": made("/webhooks", webhook)["webhook"]["id"],
    }


def asked(schemathesis, api, token, objects, role, folder):
    print(f"--- as {role}", flush=True)
    config = folder / f"{role}.toml"
    rows = (
        f'[[operations]]\ninclude-path-regex = "{path}"\nparameters = {{ "path.id" = "{one}" }}\n'
        for path, one in objects.items()
    )
    config.write_text(CONFIG + "\n".join(rows), encoding="utf-8")
    command = [schemathesis, "--config-file", str(config), "run", f"{api.base}/api/openapi.json"]
    command += ["--header", f"authorization: Bearer {token}", "--checks", ",".join(CHECKS)]
    command += ["--phases", PHASES.get(role, "fuzzing"), "--max-examples", EXAMPLES, "--seed", SEED]
    command += ["--no-shrink", "--suppress-health-check", "all", "--request-timeout", "20", "--warnings", "off"]
    command += ["--continue-on-failure", "--no-color", "--exclude-path-regex", STREAMS]
    return subprocess.run(command, cwd=folder, check=False).returncode == 0


if __name__ == "__main__":
    main(*sys.argv[1:])
