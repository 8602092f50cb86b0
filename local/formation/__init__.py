"""From template.yaml to resources: translated as SAM does it, resolved as CloudFormation does it, made by each service's own API.

Whatever the template says that is not understood here stops the stack by name; nothing is passed over in silence.
"""
