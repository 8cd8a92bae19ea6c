"""Questions about voices and needs; nothing here changes anything."""

from rembuk.voices.queries.figures import channel_mix, days_to_answer, reason_mix
from rembuk.voices.queries.finding import (
    need_by_code,
    supports_need,
    voice_by_code,
    voices_of_identity,
    voices_of_person,
)
from rembuk.voices.queries.lists import (
    AnswerRow,
    NeedFilter,
    NeedRow,
    NotACursor,
    Page,
    latest_answers,
    newest_needs,
    similar_needs,
)
from rembuk.voices.queries.tasks import Task, TaskKind, TaskList, tasks, waiting_voices
from rembuk.voices.queries.visibility import (
    PublicVoice,
    PublicWithholding,
    is_public,
    photo_is_public,
    photos_of,
    public_voice,
    public_words,
    sender_of,
    voices_of_need,
    withholding_of,
)

__all__ = [
    "AnswerRow",
    "NeedFilter",
    "NeedRow",
    "NotACursor",
    "Page",
    "PublicVoice",
    "PublicWithholding",
    "Task",
    "TaskKind",
    "TaskList",
    "channel_mix",
    "days_to_answer",
    "is_public",
    "latest_answers",
    "need_by_code",
    "newest_needs",
    "photo_is_public",
    "photos_of",
    "public_voice",
    "public_words",
    "reason_mix",
    "sender_of",
    "similar_needs",
    "supports_need",
    "tasks",
    "voice_by_code",
    "voices_of_identity",
    "voices_of_need",
    "voices_of_person",
    "waiting_voices",
    "withholding_of",
]
