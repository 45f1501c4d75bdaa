"""Telling in which encoding bytes are that do not say so."""
