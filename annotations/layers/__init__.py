"""One editor's pass over a revision: started, assigned, edited, submitted, handed over."""
