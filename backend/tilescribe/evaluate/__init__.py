"""How good the search is: data sets, the field's measures, pictures on a map, and pictures made worse."""
