"""What the observatoire shows of practices: tables, files, comparisons, outcomes, lessons, what one keeps."""
