"""The files for systemd and nginx are ones that systemd and nginx take, and name commands that exist."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from typer.main import get_command

from rembuk.cli.bench.servers import NotThere
from rembuk.cli.commands import app
from rembuk.cli.drills.followed import program
from rembuk.cli.installation import CHECKOUT

DEPLOY = CHECKOUT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
SITE = DEPLOY / "nginx" / "rembuk.conf"


def test_every_unit_is_explained():
    explained = (CHECKOUT / "docs" / "operating.md").read_text()

    assert [unit.name for unit in UNITS if unit.name not in explained] == []


def test_units_run_commands_that_there_are_with_options_that_they_take():
    started = [
        line.split()
        for unit in UNITS
        for line in re.findall(r"^ExecStart=/opt/rembuk/rembuk (.+)$", unit.read_text(), re.MULTILINE)
    ]
    commands = get_command(app).commands  # type: ignore[attr-defined]  # it is a group

    assert len(started) == 3
    for name, *arguments in started:
        known = {option for parameter in commands[name].params for option in parameter.opts}
        assert {argument for argument in arguments if argument.startswith("--")} <= known


def test_no_unit_runs_as_root_or_writes_outside_its_folder():
    services = [unit.read_text() for unit in UNITS if unit.suffix == ".service"]

    for promise in ("User=rembuk", "ProtectSystem=strict", "ReadWritePaths=/var/lib/rembuk\n", "NoNewPrivileges=yes"):
        assert [promise in service for service in services] == [True] * len(services)


def test_nginx_tells_the_address_it_sees_and_pages_believe_only_nginx():
    told = re.findall(r"proxy_set_header X-Forwarded-For (.+);", SITE.read_text())
    believed = re.findall(
        r"^Environment=REMBUK_PROXIES=(.+)$", (DEPLOY / "systemd/rembuk-web.service").read_text(), re.MULTILINE
    )

    assert (told, believed) == (["$remote_addr"], ["127.0.0.1"])


def test_services_that_stay_calculate_with_one_thread():
    staying = [unit.read_text() for unit in UNITS if "Restart=always" in unit.read_text()]

    assert ["Environment=OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1\n" in unit for unit in staying] == [True, True]


def test_systemd_takes_the_units(tmp_path: Path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not installed")
    for unit in UNITS:
        here = unit.read_text().replace("/opt/rembuk/rembuk", "/bin/true")
        here = here.replace("/opt/rembuk/.venv/bin/litestream", "/bin/true").replace("User=rembuk", "User=daemon")
        (tmp_path / unit.name).write_text(here.replace("WorkingDirectory=/opt/rembuk", "WorkingDirectory=/"))

    done = subprocess.run(
        ["systemd-analyze", "verify", *map(str, sorted(tmp_path.iterdir()))],
        capture_output=True,
        text=True,
        check=False,
    )

    assert [line for line in done.stderr.splitlines() if "rembuk" in line] == []


def test_litestream_takes_its_file():
    try:
        litestream = program()
    except NotThere as missing:
        pytest.skip(str(missing))
    names = {"REMBUK_VAR": "/var/lib/rembuk", "REMBUK_COPY": "file:///mnt/copy/rembuk"}

    done = subprocess.run(
        [litestream, "databases", "-config", str(DEPLOY / "litestream.yml")],
        env=names,
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.stdout.splitlines()[1:] == ["/var/lib/rembuk/rembuk.sqlite3  file"], done.stderr


def test_nginx_takes_the_site(tmp_path: Path):
    nginx = shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin")
    if nginx is None:
        pytest.skip("nginx is not installed")
    certificate, key = _certificate(tmp_path)
    site = SITE.read_text().replace("/var/log/nginx", str(tmp_path))
    site = re.sub(r"(ssl_certificate) .*;", rf"\1 {certificate};", site)
    site = re.sub(r"(ssl_certificate_key) .*;", rf"\1 {key};", site)
    whole = tmp_path / "nginx.conf"
    whole.write_text(f"pid {tmp_path}/pid; error_log stderr; events {{}} http {{ {site} }}")

    done = subprocess.run([nginx, "-t", "-c", str(whole)], capture_output=True, text=True, check=False)

    assert "test is successful" in done.stderr, done.stderr


def _certificate(folder: Path) -> tuple[Path, Path]:
    from datetime import timedelta

    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    from tests.cast import MONDAY

    secret = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "rembuk.example")])
    made = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(secret.public_key())
    made = made.serial_number(1).not_valid_before(MONDAY).not_valid_after(MONDAY + timedelta(days=1))
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(made.sign(secret, hashes.SHA256()).public_bytes(serialization.Encoding.PEM))
    plain = serialization.NoEncryption()
    key.write_bytes(
        secret.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.TraditionalOpenSSL, plain)
    )
    return certificate, key
