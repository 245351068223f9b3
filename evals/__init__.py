"""Measures the assistant: how often it is right, what it cites, what it refuses, and how long it takes."""
