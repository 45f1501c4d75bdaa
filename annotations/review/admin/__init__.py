"""The admin pages of reviews, disagreements and rulings."""
