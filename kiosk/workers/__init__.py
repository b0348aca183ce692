"""Child processes: spawned, watched by their progress, killed and started again where they die or hang."""
