"""What happened, told in sentences that show a reader only what they may know."""
