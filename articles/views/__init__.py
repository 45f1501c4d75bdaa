"""The pages of imports, article details, revisions and stories."""
