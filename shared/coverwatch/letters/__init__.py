"""Mail that people send to us: opened, within limits, and never trusted. Bytes in, values out."""

from coverwatch.letters.letter import Attachment, Letter, Unopened
from coverwatch.letters.opening import open_letter
from coverwatch.letters.policy_news import PolicyNews, PolicyNewsKind, policy_news_in

__all__ = ["Attachment", "Letter", "PolicyNews", "PolicyNewsKind", "Unopened", "open_letter", "policy_news_in"]
