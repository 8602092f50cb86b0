"""What the HTTP API takes and answers: routes, roles, bodies, answers, problems. It knows the gateway's events and no AWS client."""
