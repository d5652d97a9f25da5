"""One module per page: each gives its address and what its template shows."""
