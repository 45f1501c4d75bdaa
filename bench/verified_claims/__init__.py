"""How often is the fact that a text needs among the first that the search gives?

    python -m bench.verified_claims FOLDER                     on SQLite, in a temporary database
    python -m bench.verified_claims FOLDER --database URL      in an empty one on PostgreSQL

FOLDER holds the verified claims of CLEF-2020 CheckThat!, task 2 (10,375 claims of snopes.com; ask
for them as sshaar/clef2020-factchecking-task2, and unpack its v3.zip and test-input.zip): each
claim becomes a fact with the title of its article as its source, and tweets are looked for among
them. Weights are chosen on `train` alone; `dev` and `test` are what is reported.
"""
