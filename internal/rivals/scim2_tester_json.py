"""scim2-tester as scim2-cli runs it, with two differences.

User names are e-mail addresses: the account asks for them, as many servers do,
and a refused user would end most checks before they begin. And each result is
printed as one line of JSON, which nobody has to guess at.

With arguments it judges one server, as scim2-cli does. Without, each line it
reads names a server to judge: URL, bearer token, and the files for what is
printed and for what is complained of, with tabs between them. Each server gets a
child of its own, and once that has ended, its exit code is printed: loading the
libraries, which takes longer than judging, happens once only.
"""

import json
import os
import random
import signal
import sys
import uuid

import scim2_cli
import scim2_cli.test
import scim2_tester.filling

LIMIT = 120  # seconds that one server takes at most

random.seed(1)  # the choice of canonical values and booleans is the same each time

example = scim2_tester.filling.get_random_example_value
check_server = scim2_cli.test.check_server


def example_or_address(path):
    if str(path).endswith("userName"):
        return f"{uuid.uuid4()}@contoso.example"
    return example(path)


def check_and_print(client):
    for result in check_server(client):
        attribute = result.data.get("urn") if isinstance(result.data, dict) else None
        check = " ".join(filter(None, [result.title, result.resource_type, attribute]))
        print(json.dumps({"name": check, "kind": result.title, "status": result.status.name, "message": result.reason or ""}))
    print(json.dumps({"status": "END"}))  # it did not break off
    raise SystemExit(0)


def judge(url, token, printed, complaints):
    signal.alarm(LIMIT)
    for name, stream in (printed, sys.stdout), (complaints, sys.stderr):
        os.dup2(os.open(name, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), stream.fileno())
    os.environ["SCIM_CLI_HEADERS"] = "Authorization: Bearer " + token
    scim2_cli.cli(["--url", url, "test"])


def judge_each_in_a_child():
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            judge(*line.rstrip("\n").split("\t"))
        print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)


scim2_tester.filling.get_random_example_value = example_or_address
scim2_cli.test.check_server = check_and_print
if sys.argv[1:]:
    scim2_cli.cli()
else:
    judge_each_in_a_child()
