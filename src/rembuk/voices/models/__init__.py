"""The tables of voices and needs."""

from rembuk.voices.models.answer import Answer
from rembuk.voices.models.need import Merge, Need, Support
from rembuk.voices.models.voice import Voice, VoicePhoto, Withholding

__all__ = ["Answer", "Merge", "Need", "Support", "Voice", "VoicePhoto", "Withholding"]
