"""What may be typed: a module for each subject, and the fields that they share."""
