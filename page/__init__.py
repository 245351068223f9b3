"""The page: what is shown and where. What is said is decided in `rag`."""
