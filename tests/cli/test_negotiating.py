import json
from typing import Any

import pytest
from typer.testing import CliRunner

from rembuk.cli.commands import app
from rembuk.cli.installation import CHECKOUT

PAGE = CHECKOUT / "docs" / "engines" / "negotiation.md"
# The worked example as the page has it. Any: it is JSON.
ROUND: dict[str, Any] = json.loads(PAGE.read_text(encoding="utf-8").partition("```json\n")[2].partition("```")[0])
TALKS = {name: ROUND[name] for name in ("funds", "projects")}

SHOWN = """\
In every deal:      lamps
To be talked about: road, drain, office, well
In no deal:         nothing

Deals that cannot be improved for one side without loss for the other: 4
  residents  government           Rp  projects
         23          12  110.000.000  drain, office, lamps
         19          17   90.000.000  drain, well, lamps
         18          19  100.000.000  office, well, lamps
         14          21  110.000.000  road, well, lamps

Alone: residents 8, government 6

Proposals, with how far each side gets from there to the best it could hope for
  rule          residents  government  projects
  leximin       19 (73 %)   17 (73 %)  drain, well, lamps
  nash          18 (67 %)   19 (87 %)  office, well, lamps
  equal shares         23          12  drain, office, lamps

Who pays what for the first proposal
  project  fund             Rp
  drain    village  40.000.000
  well     donor    30.000.000
  lamps    village  20.000.000

Demands, and what the best acceptable deal of each side loses by each of them
  demand                 residents  government  then proposed
  residents: drain must          0           4  drain, well, lamps
  government: road must          9           0  road, well, lamps
All demands together: impossible. The fewest that clash: drain must, road must. \
Only village may pay for road, drain, and Rp 20.000.000 are missing.

Trades that leave nobody worse off
  give up nothing; take up drain: residents 23, government 12
  give up nothing; take up well: residents 18, government 19
"""


@pytest.fixture
def negotiate(tmp_path):
    """Run the command on a file that says this."""

    def run(said: object, *options: str):
        file = tmp_path / "talks.json"
        file.write_text(said if isinstance(said, str) else json.dumps(said))
        return CliRunner().invoke(app, ["negotiate", str(file), *options])

    return run


def test_a_round_is_shown_whole_and_clashing_demands_end_with_1(negotiate):
    done = negotiate(ROUND)

    assert done.stdout == SHOWN
    assert done.exit_code == 1


def test_without_demands_and_deal_the_rest_is_shown_and_ends_with_0(negotiate):
    done = negotiate(TALKS)

    assert done.stdout == SHOWN[: SHOWN.index("\nDemands")]
    assert done.exit_code == 0


def test_as_json_fractions_stay_exact(negotiate):
    found = json.loads(negotiate(TALKS | {"demands": ROUND["demands"][:1]}, "--json").stdout)

    assert found["leximin"] == {
        "deal": {"projects": ["drain", "well", "lamps"], "cost": 90_000_000, "residents": 19, "government": 17},
        "residents": "11/15",
        "government": "11/15",
    }
    # With the drain, 17 is the most that the government can hope for.
    assert found["meeting_all"] == found["leximin"] | {"government": "1"}
    assert found["prices"][0]["government_loss"] == 4


def test_a_deal_that_cannot_be_improved_is_told_so(negotiate):
    done = negotiate(TALKS | {"deal": ["drain", "well", "lamps"]})

    assert done.stdout.splitlines()[-1] == "The deal on the table cannot be improved."


def test_duties_that_cannot_be_met_end_with_1_and_the_missing_money(negotiate):
    done = negotiate(TALKS | {"duties": ["road", "drain"]})

    assert done.stderr == (
        "The duties cannot be met. Only village may pay for road, drain, and Rp 20.000.000 are missing.\n"
    )
    assert done.exit_code == 1


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("{", "Input data was truncated"),
        ({"funds": {}}, "Object missing required field `projects`"),
        (TALKS | {"fund": 1}, "Object contains unknown field `fund`"),
        (TALKS | {"funds": {"village": 0.5}}, "Expected `int`, got `float` - at `$.funds[...]`"),
        (TALKS | {"funds": {"village": 5}}, "'office' names the unknown fund 'donor'."),
        (TALKS | {"deal": ["moon"]}, "Project 'moon' is not on the table."),
        (
            TALKS | {"deal": ["road", "drain"]},
            "The deal is impossible: Only village may pay for road, drain, and Rp 20.000.000 are missing.",
        ),
        (TALKS | {"deal": ["road"], "duties": ["well"]}, "The deal lacks well."),
        (TALKS | {"deal": ["road"], "refused": ["road"]}, "The deal is impossible: road must and must never be built."),
        (
            TALKS | {"deal": ["road", "well"], "conflicts": [["well", "road"]]},
            "The deal is impossible: road, well exclude each other.",
        ),
        (TALKS | {"residents_share": "half"}, "The residents' share 'half' is not a fraction such as 1/2."),
        (TALKS | {"residents_share": "3/2"}, "The residents' share 3/2 is not between 0 and 1."),
    ],
)
def test_a_file_that_says_something_impossible_ends_with_2_and_one_sentence(negotiate, said, fault):
    done = negotiate(said)

    assert done.stderr == f"talks.json: {fault}\n"
    assert done.exit_code == 2


def test_where_both_want_more_than_there_is_no_deal_is_acceptable(negotiate):
    # Alone, each side gets its project; together, they exclude each other.
    projects = [
        {"id": "shrine", "cost": 1, "residents": 1, "government": 0, "funds": ["village"]},
        {"id": "market", "cost": 1, "residents": 0, "government": 1, "funds": ["village"]},
    ]
    demand = {"side": "residents", "project": "shrine", "wish": "must"}

    done = negotiate({
        "funds": {"village": 2},
        "projects": projects,
        "conflicts": [["shrine", "market"]],
        "demands": [demand],
    })

    assert done.stdout.count("no deal is acceptable to both") == 4
    assert done.exit_code == 0
