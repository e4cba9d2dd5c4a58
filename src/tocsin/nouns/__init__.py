"""The hall: frozen, slotted dataclasses that every room speaks in. Standard library only, no I/O."""
