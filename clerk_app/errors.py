"""What goes wrong in a way the user can do something about; anything else is a bug of ours."""


class KnownError(Exception):
    """One clear Chinese sentence for the user: what is wrong and what to do. Shown as it is, never as a traceback."""
