"""The commands of ``accordingto``, one module for each kind of work."""
