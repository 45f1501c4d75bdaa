"""What a mail program or a browser keeps: messages and pages with all that belongs to them."""
