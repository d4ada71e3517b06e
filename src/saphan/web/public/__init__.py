"""The public face: pages for a worker, a peer leader or a counsellor, without an account."""
