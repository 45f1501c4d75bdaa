"""How well are quotes, speakers and claims suggested in texts that others have marked?

    python -m bench.suggested polnear FOLDER   English news of seven outlets, PolNeAR 1.0
    python -m bench.suggested wikinews FOLDER  German news, Petersen-Frey and Biemann 2024
    python -m bench.suggested claims FILE      sentences of debates, ClaimBuster (test.json)
    python -m bench.suggested train FILE       learn the weights of the claims anew (2.5xNCS.json)

The corpora are fetched by whoever measures and are never part of the project:

- PolNeAR, github.com/networkdynamics/PolNeAR: FOLDER has `text` and `attributions` (data/test).
- German news, github.com/uhh-lt/german-news-quotation-attribution-2024 (CC BY-NC-SA 4.0, so it
  only measures): FOLDER is data/test.
- ClaimBuster, doi.org/10.5281/zenodo.3609356 (CC BY 4.0, by Arslan, Hassan, Li and Tremayne; its
  split for tests is data/two_class/test.json of github.com/idirlab/claimspotter). The weights in
  annotations/suggesting/claim_weights.txt are learnt from it, without the sentences of the test.
"""
