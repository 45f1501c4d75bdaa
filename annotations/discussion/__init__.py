"""Comments, questions and disputes, and the inbox that tells of them."""
