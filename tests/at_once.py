"""Several acts at the same moment, each in a thread and a transaction of its own."""

import threading

from django.db import connection


def at_once(*acts):
    """What each act returned or raised, all of them let go at the same moment."""
    gate = threading.Barrier(len(acts))
    outcomes = [None] * len(acts)

    def run(number, act):
        try:
            gate.wait(timeout=60)
            outcomes[number] = act()
        except Exception as error:
            outcomes[number] = error
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return outcomes
