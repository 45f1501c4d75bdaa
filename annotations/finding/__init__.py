"""Finding anything by a few words: articles, facts, annotations, stories, people, pages."""
