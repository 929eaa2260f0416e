"""The shapes of version 1 of the interface, one module for each subject. docs/service.md tells how they are used."""
