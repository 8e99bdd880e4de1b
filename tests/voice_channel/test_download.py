"""The downloader against a stand-in of vosk's model site that serves the bundled model under the Korean one's name."""

import io
import json
import tarfile
import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import vosk

from voice_channel.errors import VoiceError
from voice_channel.stt.download import download_korean_model
from voice_channel.stt.model import KOREAN_MODEL

ARCHIVE = Path(__file__).parents[2] / "voice_channel/synthetic_model/vosk-model-synthetic-ko.tar.gz"


def zipped_model() -> bytes:
    buffer = io.BytesIO()
    with tarfile.open(ARCHIVE) as tar, zipfile.ZipFile(buffer, "w") as target:
        for member in tar.getmembers():
            if member.isfile():
                inside = member.name.removeprefix("./").split("/", 1)[1]
                target.writestr(f"{KOREAN_MODEL}/{inside}", tar.extractfile(member).read())
    return buffer.getvalue()


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, bytes]]:
    files: dict[str, bytes] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = files.get(self.path.lstrip("/"))
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    url = f"http://127.0.0.1:{server.server_port}/"
    folder = tmp_path / "vosk"
    folder.mkdir()
    monkeypatch.setattr(vosk, "MODEL_PRE_URL", url)
    monkeypatch.setattr(vosk, "MODEL_LIST_URL", f"{url}model-list.json")
    monkeypatch.setattr(vosk, "MODEL_DIRS", [folder])
    yield files
    server.shutdown()


def test_the_korean_model_is_downloaded_and_loads(site):
    site["model-list.json"] = json.dumps([{"name": KOREAN_MODEL, "lang": "ko"}]).encode()
    site[f"{KOREAN_MODEL}.zip"] = zipped_model()
    model = download_korean_model()
    assert (model.path / "am" / "final.mdl").is_file()
    assert not model.synthetic


def test_a_model_the_site_does_not_list_is_said_so_with_the_way_out(site):
    site["model-list.json"] = b"[]"
    with pytest.raises(VoiceError, match="VOSK_MODEL_PATH"):
        download_korean_model()


def test_a_broken_archive_is_said_so(site):
    site["model-list.json"] = json.dumps([{"name": KOREAN_MODEL}]).encode()
    site[f"{KOREAN_MODEL}.zip"] = b"not a zip"
    with pytest.raises(VoiceError, match="could not be downloaded"):
        download_korean_model()


def test_an_unreachable_site_is_said_so(site, monkeypatch):
    monkeypatch.setattr(vosk, "MODEL_LIST_URL", "http://127.0.0.1:9/model-list.json")
    with pytest.raises(VoiceError, match="by hand"):
        download_korean_model()
