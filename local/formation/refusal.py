"""How the stack says that it does not understand the template."""


class NotUnderstoodError(Exception):
    """The template says something that the local stack neither enacts nor knows to be without effect here."""


class InvalidTemplateError(Exception):
    """The template cannot be deployed as it stands: a missing parameter, a circle of references, a name of nothing."""
