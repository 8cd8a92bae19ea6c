import json
import re

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.installation import CHECKOUT


@pytest.fixture(scope="module")
def inventory(tmp_path_factory):
    path = tmp_path_factory.mktemp("sbom") / "rembuk.cdx.json"
    done = CliRunner().invoke(app, ["sbom", "--to", str(path)])
    assert done.exit_code == 0, done.output
    return json.loads(path.read_text())


def test_the_inventory_is_cyclonedx_about_rembuk(inventory):
    assert (inventory["bomFormat"], inventory["specVersion"]) == ("CycloneDX", "1.6")
    assert inventory["metadata"]["component"]["name"] == "rembuk"


def test_the_inventory_holds_what_the_lock_file_installs_and_nothing_else(inventory):
    locked = re.findall(
        r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", (CHECKOUT / "requirements/run.txt").read_text(), re.MULTILINE
    )

    assert sorted((one["name"], one["version"]) for one in inventory["components"]) == sorted(locked)


def test_each_library_of_the_inventory_has_its_hashes(inventory):
    assert [one["name"] for one in inventory["components"] if not one["externalReferences"][0]["hashes"]] == []
