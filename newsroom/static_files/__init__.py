"""Style sheets and scripts as they are collected: joined, and with hashed names."""
