"""A question to whoever runs a command."""


def answered(question: str) -> str:
    """What was typed; nothing where nobody is there to answer."""
    try:
        return input(question)
    except EOFError:
        return ""
