"""An institute's login of our own, on 127.0.0.1: OpenID Connect's code flow with PKCE, as the standard describes it.

It lets in whoever `person` says, without asking. What it refuses, it refuses as a provider would.
"""

import base64
import hashlib
import json
import secrets
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET = "register", "s3cret-of-the-register"
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)


class Provider(ThreadingHTTPServer):
    """`person`: the claims of who logs in; `token`: claims that its token has otherwise than it should."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answers)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.person: dict[str, Any] = {"sub": "7", "email": "claire@example.org", "email_verified": True}
        self.token: dict[str, Any] = {}
        self.given: dict[str, dict[str, str]] = {}
        self.asked: list[str] = []

    def id_token(self) -> str:
        now = int(time.time())
        claims = {"iss": self.address, "aud": CLIENT, "iat": now, "exp": now + 60, **self.person, **self.token}
        return jwt.encode(claims, KEY, algorithm="RS256", headers={"kid": "1"})


class Answers(BaseHTTPRequestHandler):
    server: Provider

    def do_GET(self):
        asked = urlsplit(self.path)
        self.server.asked.append(asked.path)
        query = {name: values[0] for name, values in parse_qs(asked.query).items()}
        where = asked.path.strip("/").replace(".well-known/", "").replace("-", "_")
        getattr(self, where, self.nothing)(query)

    def do_POST(self):
        self.server.asked.append(self.path)
        sent = self.rfile.read(int(self.headers["Content-Length"])).decode()
        self.token({name: values[0] for name, values in parse_qs(sent).items()})

    def openid_configuration(self, query):
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "userinfo_endpoint": "userinfo"}
        named = {name: f"{self.server.address}/{path}" for name, path in {**places, "jwks_uri": "jwks"}.items()}
        methods = {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        self.answer({"issuer": self.server.address, **named, **methods})

    def authorize(self, query):
        assert query["client_id"] == CLIENT
        assert query["response_type"] == "code"
        assert query["code_challenge_method"] == "S256"
        assert {"openid", "email"} <= set(query["scope"].split())
        code = secrets.token_urlsafe(8)
        self.server.given[code] = query
        back = {"code": code} if self.server.person else {"error": "access_denied"}
        self.send_response(302)
        self.send_header("Location", f"{query['redirect_uri']}?{urlencode({**back, 'state': query['state']})}")
        self.end_headers()

    def token(self, sent):
        asked = self.server.given.pop(sent["code"], None)
        challenge = (
            base64.urlsafe_b64encode(hashlib.sha256(sent["code_verifier"].encode()).digest()).decode().strip("=")
        )
        known = (sent["client_id"], sent["client_secret"]) == (CLIENT, SECRET)
        if not (
            asked and known and challenge == asked["code_challenge"] and sent["redirect_uri"] == asked["redirect_uri"]
        ):
            return self.answer({"error": "invalid_grant"}, 400)
        return self.answer({"access_token": "a", "token_type": "Bearer", "id_token": self.server.id_token()})

    def userinfo(self, query):
        assert self.headers["Authorization"] == "Bearer a"
        self.answer(self.server.person)

    def jwks(self, query):
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(KEY.public_key()))
        self.answer({"keys": [{**public, "kid": "1", "alg": "RS256", "use": "sig"}]})

    def nothing(self, query):
        self.answer({}, 404)

    def answer(self, said, status=200):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(json.dumps(said).encode())

    def log_message(self, *said):
        pass


@contextmanager
def provider():
    with Provider() as server:
        threading.Thread(target=server.serve_forever, args=[0.01]).start()
        yield server
        server.shutdown()
