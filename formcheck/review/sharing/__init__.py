"""What leaves the store because a therapist asks for it: tables, and bundles to hand on."""
