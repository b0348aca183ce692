"""The visit: what can happen, where a visitor can be, and how one leads to the other. Pure; standard library only."""
