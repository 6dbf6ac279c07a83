"""Taking scored clips and earlier results into the history."""
