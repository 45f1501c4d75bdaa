"""How far editors agree: the measures, and the layers that they are taken from."""
