"""The tables of voices and needs."""

from rembuk.voices.models.answer import Answer
from rembuk.voices.models.need import Merge, Need, Support
from rembuk.voices.models.voice import Objection, Voice, VoicePhoto, Withholding

__all__ = ["Answer", "Merge", "Need", "Objection", "Support", "Voice", "VoicePhoto", "Withholding"]
