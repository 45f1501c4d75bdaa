"""The formats that annotations can be imported from: a module each, with a function `read`."""
