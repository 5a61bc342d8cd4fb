"""Vectors from an embeddings server: a small one on loopback that does as it is told."""

import base64
import json
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import numpy as np
import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from bot.cli import app
from corpus.errors import ModelError
from retrieval.embedding_server import AT_ONCE, ServerEmbedder
from retrieval.library import Library


class Server:
    """An embeddings server; ``length`` of its vectors, ``status`` of its replies."""

    def __init__(self):
        self.length, self.status, self.number = 8, 200, None
        self.requests, self.keys = [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                outer.requests.append(body)
                outer.keys.append(self.headers["Authorization"])
                reply = outer.reply(body)
                self.send_response(outer.status)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(reply)))
                self.end_headers()
                self.wfile.write(reply)

            def log_message(self, *_):
                pass

        self._http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._http.server_port}/v1"
        Thread(target=self._http.serve_forever, daemon=True).start()

    def reply(self, body):
        if self.status != 200:
            return json.dumps({"error": {"message": "no such model"}}).encode()
        rows = [self.vector(text) for text in body["input"]]
        if body.get("encoding_format") == "base64":
            rows = [base64.b64encode(row.tobytes()).decode() for row in rows]
        else:
            rows = [row.tolist() for row in rows]
        data = [{"object": "embedding", "index": i, "embedding": r} for i, r in enumerate(rows)]
        usage = {"prompt_tokens": 1, "total_tokens": 1}
        told = {"object": "list", "data": data[: self.number], "model": body["model"]}
        return json.dumps(told | {"usage": usage}).encode()

    def vector(self, text):
        """Count letters: texts of the same words are near."""
        row = np.full(self.length, 0.1, np.float32)
        for letter in text.casefold():
            row[ord(letter) % self.length] += 1
        return row

    def close(self):
        self._http.shutdown()
        self._http.server_close()


@pytest.fixture
def server():
    running = Server()
    yield running
    running.close()


def test_vectors_come_from_the_server_in_order_and_have_length_one(server):
    texts = [f"{n} ferries" for n in range(AT_ONCE + 3)]
    vectors = ServerEmbedder(server.url, "letters").embed(texts)
    expected = np.array([server.vector(text) for text in texts])
    expected /= np.linalg.norm(expected, axis=1, keepdims=True)
    assert np.allclose(vectors, expected, atol=1e-6)
    assert [request["model"] for request in server.requests] == ["letters"] * 2
    assert max(len(request["input"]) for request in server.requests) == AT_ONCE


def test_the_server_is_given_texts_and_the_key(server):
    ServerEmbedder(server.url, "letters", SecretStr("sesame")).embed(["the harbour"])
    assert server.requests[0]["input"] == ["the harbour"]
    assert server.keys == ["Bearer sesame"]


def test_the_fingerprint_is_the_models_name_and_the_vectors_length(server):
    one = ServerEmbedder(server.url, "letters").fingerprint
    server.length = 16
    assert one == "server:letters:8"
    assert ServerEmbedder(server.url, "letters").fingerprint == "server:letters:16"
    assert ServerEmbedder(server.url, "others").fingerprint == "server:others:16"


def test_vectors_of_another_length_than_before_are_refused(server):
    embedder = ServerEmbedder(server.url, "letters")
    embedder.embed(["one"])
    server.length = 16
    with pytest.raises(ModelError, match=r"length \[16\].* where 8 is expected"):
        embedder.embed(["two"])


def test_fewer_vectors_than_texts_are_refused(server):
    server.number = 1
    with pytest.raises(ModelError, match=r"1 vectors .* for 2 texts"):
        ServerEmbedder(server.url).embed(["one", "two"])


def test_a_refusal_is_one_sentence_that_names_the_setting_and_not_the_key(server):
    server.status = 404
    with pytest.raises(ModelError) as error:
        ServerEmbedder(server.url, "letters", SecretStr("sesame")).embed(["one"])
    assert "EMBEDDING_URL" in str(error.value)
    assert "no such model" in str(error.value)
    assert "\n" not in str(error.value)
    assert "sesame" not in str(error.value)


def test_a_server_that_is_not_there_is_an_error_that_says_what_to_check():
    with pytest.raises(ModelError, match="Check that it runs"):
        ServerEmbedder("http://127.0.0.1:9/v1").check()


def test_articles_are_added_and_found_through_the_command_line(server, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("EMBEDDING_URL", server.url)
    monkeypatch.setenv("EMBEDDING_MODEL", "letters")
    article = tmp_path / "harbour.txt"
    article.write_text("The harbour of Velmar is closed, the harbour master said on Monday.\n")
    run = CliRunner().invoke
    assert run(app, ["add", str(article), "--data", "corpus"]).exit_code == 0
    found = run(app, ["search", "Is the harbour of Velmar closed?", "--data", "corpus"])
    assert found.exit_code == 0
    assert "harbour of Velmar" in found.output
    with Library.open(tmp_path / "corpus", embedder=ServerEmbedder(server.url, "letters")) as kept:
        assert kept.catalogue.vectors.models() == {"server:letters:8"}
