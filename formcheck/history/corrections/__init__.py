"""What a therapist says about a set: which repetitions and faults are right, and which are not."""
