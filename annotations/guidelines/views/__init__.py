"""The pages of guidelines and aliases."""
