"""How well is an article read out of a saved page, beside the libraries that a user would pick?

    python -m bench.extraction FOLDER…                     Newsroom and trafilatura
    python -m bench.extraction FOLDER… --readability M     and Mozilla's readability, with node
    python -m bench.extraction FOLDER --readers newsroom   ours alone
    python -m bench.extraction FOLDER --show PAGE          one page: where its text differs
    python -m bench.extraction FOLDER… --details FILE      every page and reader, as CSV
    python -m bench.extraction FOLDER… --part 1,2/3        two thirds of the pages
    python -m bench.extraction FOLDER… --part 0/3          the third that was kept back

M is a folder in which `npm install @mozilla/readability jsdom` was run. readability-lxml is
measured too where it is installed. None of these is needed by the project.

A FOLDER holds pages as they were saved and `expected.jsonl`, one object a line:

    {"page": "bridge.html", "url": "https://…", "text": "…", "title": "…",
     "published_on": "2024-05-07", "byline": ["Ida Frost"], "language": "en",
     "with": ["a phrase of the article"], "without": ["a phrase beside it"]}

Only `page` is needed; what is missing is not measured. `text` is without the headline, paragraphs
parted by blank lines; `byline` may also be one string. What a page of a group is decided by is its
name alone, so the part that was kept back stays the same as pages come and go.

Pages with expected values are published on GitHub; each is another's work under terms of its own
and no part of this project. They have to be written into the form above:

    flairNLP/fundus                             tests/resources/parser/test_data
    scrapinghub/article-extraction-benchmark    html and ground-truth.json: texts only
    adbar/trafilatura                           tests: evaldata.json, cache and eval: phrases
    adbar/htmldate                              tests: eval_*.json, cache, eval, test_set: dates
    mozilla/readability                         test/test-pages: what it finds itself
    AndyTheFactory/newspaper4k                  tests/data: what it finds itself
    codelucas/newspaper                         tests/data: what it finds itself
    goose3/goose3                               tests/data: openings and titles
    postlight/parser                            fixtures and src/extractors/custom: details

What the columns of the tables mean: bench/extraction/tables.py.
"""
