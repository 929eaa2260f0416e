"""The catalog as one GeoPackage file."""
