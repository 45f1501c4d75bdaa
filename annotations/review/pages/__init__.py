"""What the pages of a review show: one group, the list of groups, and spans in words."""
