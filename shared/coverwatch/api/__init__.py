"""What the HTTP API takes and answers: bodies, views, problems and roles. It knows no gateway and no framework."""
