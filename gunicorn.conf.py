"""How gunicorn serves the desk: `gunicorn newsroom.wsgi` in this folder reads it by itself.

What its command line says goes before what stands here.
"""

import gc

worker_class = "gthread"
workers = 2
threads = 4
timeout = 120
loglevel = "warning"
# A browser asks for its next page within this time on the same connection, which waits in no
# thread. A proxy that keeps connections itself should keep them for less.
keepalive = 75
# The program is read once, before the workers are forked, which then share its memory.
preload_app = True


def when_ready(server):
    """Let the database count its rows, then read what the first requests would and freeze it.

    The garbage collector would go through it again and again, and write to each of its objects,
    of which every worker would then have a copy of its own.
    """
    from django.db import connections
    from django.template import loader
    from django.urls import reverse

    from newsroom.query_planner import refresh_statistics

    refresh_statistics()
    reverse("desk")
    for name in (
        "desk/desk.html",
        "desk/articles.html",
        "desk/article.html",
        "workspace/page.html",
    ):
        loader.get_template(name)
    # No worker may talk on a connection of another.
    connections.close_all()
    gc.collect()
    gc.freeze()
