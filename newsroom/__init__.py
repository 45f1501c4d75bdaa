"""The ground: settings, sign-in, history, refusals."""
