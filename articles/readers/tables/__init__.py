"""Tables for the whole program: of articles, facts and annotations, as spreadsheets write them."""
