"""Whether a secret key protects anybody: long enough, and no placeholder that was left in."""

SHORTEST_KEY = 32
PLACEHOLDERS = (b"changeme", b"placeholder", b"example", b"secret", b"password", b"yourkey")


def weakness(key: bytes, shortest: int = SHORTEST_KEY) -> str | None:
    """What is wrong with a key, as the end of a sentence; None for one that will do."""
    if len(key) < shortest:
        return f"is shorter than {shortest} bytes"
    letters = bytes(byte for byte in key.lower() if chr(byte).isalnum())
    if len(set(key)) < 8 or any(word in letters for word in PLACEHOLDERS):
        return "is a placeholder"
    return None
