"""How a trial of a promise ends: one line that promises.py puts into its table."""


def verdict(rounds: int, failures: int, control: int | None = None) -> int:
    """Prints it; the exit code. `control`: how often the same befell what does not keep the promise, None where nothing
    of the kind is tried; one that never fails shows that the trial would not find anything."""
    print(f"= {rounds} {failures} {'-' if control is None else control}", flush=True)
    return 1 if failures or control == 0 else 0
