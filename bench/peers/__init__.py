"""The same work done by this program and by those that do the like, over HTTP on this machine.

    python -m bench.peers FOLDER --install                   environments of the peers, with pip
    python -m bench.peers FOLDER                             measure all, one after the other
    python -m bench.peers FOLDER --only newsroom potato      some of them
    python -m bench.peers FOLDER --articles 200 --times 20   smaller, to see that it runs
    python -m bench.peers FOLDER --parts save,open,browser   some of the work
    python -m bench.peers FOLDER --table                     the table of what was measured before

FOLDER holds everything: FOLDER/NAME/venv is the environment of a peer, FOLDER/NAME/home its data,
made anew for each run, FOLDER/NAME.json what was found. The peers come from a package registry, so
this is no part of `python -m bench`. Linux only: /proc tells what a server costs.

The processor time is that of a server's whole process tree for one operation. It hardly moves with
what else the machine does; times on the clock do, and are worth something only on a quiet one. What
a driver sends is what the program's own page sends, as its network log shows it:

    save       a new highlight, one request; in Label Studio, which has no such request, the
               submission of an annotation with one region
    open       every request for data of the page on which an article is annotated
    list       fifty articles, one filter and one order; Potato has no search there
    export     all annotations, in each format that the program has for spans
"""
