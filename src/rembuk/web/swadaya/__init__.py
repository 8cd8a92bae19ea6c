"""What residents give to a work, as everybody reads it, and the page on which two of them say that it is so."""
