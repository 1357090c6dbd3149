"""One use case per method: the transaction, the decision, its application."""
