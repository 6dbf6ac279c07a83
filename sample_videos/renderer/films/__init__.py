"""Films: takes cut together as people publish them, with the truth carried along."""
