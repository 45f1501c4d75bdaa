"""What news services, sites and their feeds send: items of articles, in XML and JSON."""
