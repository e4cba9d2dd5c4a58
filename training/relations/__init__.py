"""How the decision about two statements is fitted from pairs of our own."""
