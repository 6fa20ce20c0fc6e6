"""On a development machine: letters go to files, and a page shows them."""
