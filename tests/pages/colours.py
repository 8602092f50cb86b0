"""Colours of a style sheet, and how well one is read on another."""

import re


def palettes(css: str) -> dict[str, dict[str, str]]:
    """The custom properties that are colours, light and dark; dark begins from light, as the cascade does."""
    roots = re.findall(r":root \{(.*?)\}", css, re.DOTALL)
    light, dark = (dict(re.findall(r"(--[\w-]+): (#[0-9a-fA-F]{6});", root)) for root in roots[:2])
    return {"light": light, "dark": {**light, **dark}}


def contrast(one: str, other: str) -> float:
    """WCAG's contrast ratio of two colours written #rrggbb: 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
