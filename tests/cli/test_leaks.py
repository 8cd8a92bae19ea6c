import json
import subprocess

from rembuk.cli.leaks import KNOWN, _scan, finds_in, new_finds


def report(*finds: tuple[str, str, int]) -> str:
    results: dict[str, list[dict[str, object]]] = {}
    for file, digest, line in finds:
        results.setdefault(file, []).append({"type": "Private Key", "hashed_secret": digest, "line_number": line})
    return json.dumps({"results": results})


def test_a_key_in_a_tracked_file_is_found(tmp_path):
    # Put together here, so that this file itself stays free of what it looks for.
    (tmp_path / "settings.py").write_text("KEY = 'AKIA" + "IOSFODNN7EXAMPL9'\n")
    subprocess.run(["git", "init", "--quiet"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "."], cwd=tmp_path, check=True)

    found = new_finds(_scan(tmp_path), report())

    assert found == ["settings.py:1: AWS Access Key; if it is none: ./rembuk secrets --accept"]


def test_what_somebody_looked_at_is_not_told_again_wherever_its_line_went():
    assert new_finds(report(("a.py", "one", 9)), report(("a.py", "one", 3))) == []


def test_the_same_words_in_another_file_are_told():
    found = new_finds(report(("b.py", "one", 9)), report(("a.py", "one", 9)))

    assert found == ["b.py:9: Private Key; if it is none: ./rembuk secrets --accept"]


def test_what_is_accepted_is_no_key_of_a_service():
    kinds = {find.kind for find in finds_in(KNOWN.read_text())}

    assert kinds <= {
        "Secret Keyword",
        "Base64 High Entropy String",
        "Hex High Entropy String",
        "Basic Auth Credentials",
    }
