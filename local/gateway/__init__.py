"""API Gateway as the template describes it: routes, tokens, events in payload format 2.0, and the limits."""
