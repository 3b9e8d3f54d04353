"""Query and evidence -> Answer."""
