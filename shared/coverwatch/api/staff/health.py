"""Whether the service answers."""

from coverwatch.api.answers import HealthAnswer


def get_health() -> HealthAnswer:
    """Say that the service answers."""
    return HealthAnswer()
