from __future__ import annotations

from pathlib import Path

from admin.publishing import models, staging


def test_the_copy_knows_what_the_live_model_was_trained_from_but_holds_no_model(tmp_path: Path) -> None:
    project, folder = tmp_path / "project", tmp_path / "publication"
    (project / "knowledge" / "articles").mkdir(parents=True)
    (project / "models").mkdir()
    (project / "models" / "live.tar.gz").write_bytes(b"model")
    models.write_record(project / "models", '{"model": "live.tar.gz"}')
    staging.prepare(folder, project, project / "knowledge", [])
    assert models.record(folder / "models") == '{"model": "live.tar.gz"}'
    assert models.newest(folder / "models") is None
