"""The parts of `rag.verification`: clauses, roles and the checks that a source's support must pass."""
