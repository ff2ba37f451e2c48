"""A sample conversation typed key by key through the real window."""

from aparte.ui.replay.actions import replay
from aparte.ui.replay.conversation import Conversation, read_conversation
from aparte.ui.replay.player import Word, play

__all__ = ["Conversation", "Word", "play", "read_conversation", "replay"]
