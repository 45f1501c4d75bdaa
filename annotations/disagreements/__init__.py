"""Where submitted layers differ, kept up to date, and what each choice would rule."""
