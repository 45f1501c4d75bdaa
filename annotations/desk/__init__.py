"""The entry pages: what is waiting, the list of articles, giving them to editors."""
