from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib.resources import files
from random import Random

import pytest

from rembuk.journeys.year import vocabulary
from rembuk.journeys.year.answers import compose_answer, compose_reply, invented_answers, is_plausible
from rembuk.journeys.year.compose import VoiceDraft, compose
from rembuk.journeys.year.seasons import DAYS
from rembuk.kernel.texts import has_personal
from rembuk.programmes.rules import Level, read_rules
from rembuk.voices.holding import reasons_to_hold
from rembuk.voices.states import Channel, Confidentiality, Group, VoiceKind

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@cache
def year(seed: int = 7) -> tuple[VoiceDraft, ...]:
    return tuple(compose(Random(seed), until=MONDAY))


def test_the_same_random_gives_the_same_voices_and_another_gives_others():
    assert tuple(compose(Random(7), until=MONDAY)) == year()
    assert {draft.words for draft in year(8)} != {draft.words for draft in year()}


def test_every_voice_has_words_of_its_own():
    words = [draft.words for draft in year()]

    assert len(words) == 3200
    assert len(set(words)) == 3200


def test_as_many_are_made_as_are_asked_for():
    assert [len(list(compose(Random(1), until=MONDAY, count=count))) for count in (0, 1, 40, 999)] == [0, 1, 40, 999]


def test_no_slot_is_left_open_and_no_text_is_ragged():
    for draft in year():
        assert "{" not in draft.words + draft.title
        assert "  " not in draft.words
        assert draft.words == draft.words.strip()
        assert len(draft.words) <= 400
        assert len(draft.title) <= 160


def test_all_kampung_hamlets_kinds_groups_and_channels_speak():
    drafts = year()

    assert {(draft.region, int(draft.hamlet)) for draft in drafts} == {
        (region, hamlet) for region, hamlets in vocabulary.HAMLETS.items() for hamlet in range(1, hamlets + 1)
    }
    assert {draft.kind for draft in drafts} == set(VoiceKind)
    assert {draft.about_office for draft in drafts} == {True, False}
    assert {draft.confidentiality for draft in drafts} == set(Confidentiality)
    assert {draft.level for draft in drafts} == set(Level) - {Level.SUBDISTRICT}
    assert {draft.group for draft in drafts} >= {
        Group.WOMEN,
        Group.YOUTH,
        Group.ELDERLY,
        Group.DISABLED,
        Group.FARMERS,
        None,
    }
    assert {draft.channel for draft in drafts} == set(Channel) - {Channel.IMPORT}


def test_roads_are_about_a_third_as_in_real_lists():
    subjects = Counter(draft.subject for draft in year())

    assert 0.28 < subjects["road"] / len(year()) < 0.40
    assert subjects.most_common(1)[0][0] == "road"


def test_voices_come_in_fourteen_months_and_most_of_them_before_the_village_decides():
    moments = [draft.said_at for draft in year()]

    assert moments == sorted(moments)
    assert MONDAY - timedelta(days=DAYS + 1) < moments[0]
    assert moments[-1] <= MONDAY
    months = Counter((moment.year, moment.month) for moment in moments)
    assert months[2026, 6] > 2 * months[2026, 3]


def test_meetings_are_held_on_few_evenings_in_each_hamlet():
    evenings: dict[tuple[int, str], set[object]] = {}
    for draft in year():
        if draft.channel == Channel.MEETING:
            evenings.setdefault((draft.region, draft.hamlet), set()).add(draft.said_at.date())

    assert max(map(len, evenings.values())) <= 6  # In 26 months.


def test_voices_of_one_need_share_its_place_title_and_level_and_say_it_differently():
    needs: dict[str, list[VoiceDraft]] = {}
    for draft in year():
        if draft.need:
            needs.setdefault(draft.need, []).append(draft)

    assert len(needs) > 300
    assert 0.6 < sum(map(len, needs.values())) / len(year()) < 0.8
    for drafts in needs.values():
        assert len({(draft.region, draft.hamlet, draft.subject, draft.title, draft.level) for draft in drafts}) == 1
        assert VoiceKind.THANKS not in {draft.kind for draft in drafts}
        assert len({draft.words for draft in drafts}) == len(drafts)
    assert len({(drafts[0].region, drafts[0].title) for drafts in needs.values()}) == len(needs)


def test_what_residents_say_is_shown_and_only_the_unwanted_is_held():
    held = {draft.words for draft in year() if reasons_to_hold(draft.words)}

    assert held == set(vocabulary.UNWANTED)


def test_nobody_real_can_be_reached_through_the_demo():
    assert [draft.words for draft in year() if has_personal(draft.words)] == [
        draft.words for draft in year() if draft.words in vocabulary.UNWANTED and has_personal(draft.words)
    ]
    assert len(set(vocabulary.officer_names())) == 60
    assert all(name.endswith(" (contoh)") for name in vocabulary.officer_names())


def test_the_vocabulary_is_broad_and_every_sentence_belongs_to_an_issue():
    sentences = [sentence for issue in vocabulary.issues() for sentence in issue.sentences]

    assert len(sentences) >= 220
    assert len(list(vocabulary.read_table("sentences.csv"))) == len(sentences)
    assert {sentence.style for sentence in sentences} == {"formal", "plain", "chat", "jv"}


@pytest.mark.parametrize("reason", invented_answers())
def test_an_answer_says_why_and_what_comes_next(reason):
    for seed in range(12):
        answer = compose_answer(Random(seed), reason, agency="dinas jalan kabupaten", month="Juni 2027", year=2027)

        assert answer.reason == reason
        assert answer.sentence
        assert answer.next_step
        assert "{" not in answer.sentence + answer.next_step


@pytest.mark.parametrize("kind", VoiceKind)
def test_every_kind_of_voice_gets_a_reply(kind):
    assert compose_reply(Random(1), kind).endswith(".")


def test_land_and_strength_are_reasons_for_things_that_are_built():
    assert is_plausible("LAHAN_BELUM_JELAS", "road")
    assert not is_plausible("LAHAN_BELUM_JELAS", "health")
    assert is_plausible("PAGU_TIDAK_CUKUP", "health")


def test_only_what_is_sent_on_names_another_office():
    naming = {
        reason
        for reason, answers in invented_answers().items()
        if any("{agency}" in answer.sentence + answer.next_step for answer in answers)
    }

    assert naming == {"BUKAN_KEWENANGAN", "TIDAK_TERKAIT"}


def test_the_rules_know_every_subject_and_level_that_is_spoken_of():
    preset = files("rembuk.programmes").joinpath("presets/lampung_tengah_2026.json")
    rules = read_rules(preset.read_text(encoding="utf-8"))

    for issue in vocabulary.issues():
        assert issue.level in {answer.level for answer in rules.authority_for(issue.subject).answers}
    assert set(invented_answers()) - {""} <= {reason.code for reason in rules.reasons}
