"""How well is the language of a text told, beside py3langid, whose model the program reads?

    python -m bench.languages FOLDER     how many cuttings of real texts are told right, and alike
    python -m bench.languages --make     write the program's model from that of py3langid

A FOLDER holds a text for each language, called by its tag (`de.txt`), a sentence a line; those of
pemistahl/lingua-py (language-testdata/sentences) are of 75 languages. py3langid has to be installed
for either; it brings numpy, which is why the program does without.
"""
