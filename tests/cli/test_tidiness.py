import pytest

from rembuk.cli.tidiness import faults_in_lock, machine_bound_lines

PINNED = "django==5.2.19 \\\n    --hash=sha256:0123abc\n"


def test_a_pinned_requirement_with_a_hash_passes():
    assert list(faults_in_lock(PINNED)) == []


@pytest.mark.parametrize(
    ("lock", "fault"),
    [
        ("django==5.2.19\n", "django==5.2.19 is not pinned with a hash"),
        ("django>=5.2 --hash=sha256:0123abc\n", "django>=5.2 is not pinned with a hash"),
        ("django==5.2.19 --hash=sha256:0123abc --index-url x\n", "django==5.2.19 names an address"),
        ("django==5.2.19 @ file://x --hash=sha256:0123abc\n", "django==5.2.19 names an address"),
    ],
)
def test_what_is_wrong_with_a_lock_is_said(lock, fault):
    assert list(faults_in_lock(lock)) == [fault]


# Put together here, so that this file itself stays free of what it looks for.
@pytest.mark.parametrize(
    "line",
    [
        "index = https://" + "pypi" + ".org/simple",
        "<script src='https://cdn." + "jsdelivr" + ".net/x.js'>",
        "open('" + "/ro" + "ot/project/file')",
        "see " + "/ho" + "me/siti/rembuk",
    ],
)
def test_what_only_one_machine_knows_is_found(line):
    assert list(machine_bound_lines(f"fine\n{line}\n")) == [(2, line)]


@pytest.mark.parametrize(
    "line",
    ["https://docs.djangoproject.com/en/5.2/", "GET /home/ and /wilayah/18.02.02", "~/work/rembuk", "/var/lib/rembuk"],
)
def test_addresses_of_pages_and_usual_places_pass(line):
    assert list(machine_bound_lines(line)) == []
